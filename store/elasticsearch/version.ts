import type { Client } from "@elastic/elasticsearch";
import { DependencyError } from "../../core/errors.js";

/** Oldest and newest major versions that are known to do. */
const OLDEST = 8;
const NEWEST = 9;

/** The lowest version among the nodes that answer, e.g. `8.19.21`. Throws what the client throws. */
export async function serverVersion(client: Client): Promise<string> {
  const { nodes } = await client.nodes.info({ metric: "settings", filter_path: "nodes.*.version" });
  const versions = Object.values(nodes ?? {}).map(({ version }) => version);
  versions.sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  return versions[0] ?? "0";
}

/** @throws DependencyError for a version that this program does not work with. */
export function checkVersion(version: string, nodes: string): void {
  const major = Number.parseInt(version, 10);
  if (major >= OLDEST && major <= NEWEST) return;
  throw new DependencyError(
    {
      zh: `${nodes} 的 Elasticsearch 版本是 ${version}，本程序需要 ${OLDEST}.0 至 ${NEWEST}.x`,
      en: `Elasticsearch at ${nodes} is version ${version}; this program needs ${OLDEST}.0 to ${NEWEST}.x`,
    },
    {
      fix: {
        zh: "请升级集群，或把 store.type 改为 sqlite。",
        en: "Upgrade the cluster, or set store.type to sqlite.",
      },
    },
  );
}
