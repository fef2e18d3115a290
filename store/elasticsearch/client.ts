import { readFileSync } from "node:fs";
import { Client } from "@elastic/elasticsearch";
import type { MinyiConfig } from "../../config/schema.js";
import { UsageError } from "../../core/errors.js";

export type ElasticConfig = MinyiConfig["store"];

/** Addresses of the nodes as they may be shown: without user and password. */
export function shownNodes({ node }: Pick<ElasticConfig, "node">): string {
  return node.map((address) => new URL(address).origin).join("、");
}

/**
 * A client for the configured nodes. It tries every request once: trying again is ours (see patience.ts). A user and
 * password written into an address count where the configuration names none.
 * @throws UsageError when the certificate of store.ca cannot be read.
 */
export function createClient(config: ElasticConfig): Client {
  const nodes = config.node.map((address) => new URL(address));
  const inAddress = nodes.find(({ username }) => username !== "");
  const auth = authentication(config, inAddress);
  const bare = nodes.map((url) => {
    url.username = "";
    url.password = "";
    return { url };
  });
  return new Client({
    nodes: bare,
    ...(auth && { auth }),
    ...(config.ca !== undefined && { tls: { ca: certificate(config.ca) } }),
    maxRetries: 0,
    requestTimeout: config.requestTimeout * 1000,
    // Measured on one machine, gzip costs more time than it saves.
    compression: false,
    enableMetaHeader: false,
  });
}

function authentication(
  { apiKey, username, password }: ElasticConfig,
  inAddress: URL | undefined,
): { apiKey: string } | { username: string; password: string } | undefined {
  if (apiKey !== undefined) return { apiKey };
  if (username !== undefined) return { username, password: password ?? "" };
  if (inAddress === undefined) return undefined;
  return { username: decodeURIComponent(inAddress.username), password: decodeURIComponent(inAddress.password) };
}

function certificate(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(
      { zh: `读不了 store.ca 所指的证书文件 ${path}`, en: `Cannot read the certificate file of store.ca, ${path}` },
      {
        fix: {
          zh: "请把 store.ca 改为签发节点证书的机构的 PEM 文件。",
          en: "Set store.ca to the PEM file of the authority that signed the nodes' certificates.",
        },
        cause: error,
      },
    );
  }
}
