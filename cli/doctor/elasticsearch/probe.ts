import type { Client } from "@elastic/elasticsearch";
import type { MinyiConfig } from "../../../config/schema.js";
import { createClient, type ElasticConfig } from "../../../store/elasticsearch/client.js";
import type { Finding } from "../check.js";

/** Nothing that doctor asks of a server may take longer, in ms. */
export const PATIENCE = 5000;

/** A way to the cluster for one look at it. */
export interface ElasticProbe {
  client: Client;
  /** The node that answers, as messages and commands show it. */
  address: string;
  config: MinyiConfig;
}

/** One thing to look at in a cluster that answers. What it throws is put into words by elasticFault(). */
export type ElasticLook = (probe: ElasticProbe) => Promise<Finding[]>;

/** An address without its credentials. */
export function addressText(node: string): string {
  const { protocol, host, pathname } = new URL(node);
  return `${protocol}//${host}${pathname === "/" ? "" : pathname}`;
}

/**
 * A client for one node that neither tries again nor waits. It logs in as the store's own client does: a user and
 * password in any of the addresses count for all. The caller closes it.
 * @throws UsageError when the certificate of the authority cannot be read.
 */
export function probeClient(store: ElasticConfig, node: string): Client {
  const inAddress = store.node.map((address) => new URL(address)).find(({ username }) => username !== "");
  const login =
    store.username === undefined && inAddress
      ? { username: decodeURIComponent(inAddress.username), password: decodeURIComponent(inAddress.password) }
      : {};
  return createClient({ ...store, ...login, node: [node], requestTimeout: PATIENCE / 1000 });
}

/** Whether the client has anything to log in with. */
export function hasLogin({ apiKey, username, node }: ElasticConfig): boolean {
  return apiKey !== undefined || username !== undefined || node.some((address) => new URL(address).username !== "");
}
