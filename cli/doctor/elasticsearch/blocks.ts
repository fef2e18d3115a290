import type { Finding } from "../check.js";
import type { ElasticLook } from "./probe.js";

type Blocks = Partial<Record<"read_only_allow_delete" | "read_only" | "write" | "read" | "metadata", string>>;

function blocked(blocks: Blocks, names: readonly (keyof Blocks)[]): boolean {
  return names.some((name) => String(blocks[name]) === "true");
}

function few(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 3).join(", ")} …` : names.join(", ");
}

/** Indices and clusters that may not be written: by a full disk (flood stage), or because somebody said so. */
export const lookAtBlocks: ElasticLook = async ({ client, address, config }) => {
  const { index } = config.store;
  const [settings, cluster] = await Promise.all([
    client.indices.getSettings({
      index,
      allow_no_indices: true,
      ignore_unavailable: true,
      filter_path: "*.settings.index.blocks",
    }),
    client.cluster.getSettings({ include_defaults: false, filter_path: "*.cluster.blocks" }),
  ]);
  const findings: Finding[] = [];
  const indices = Object.entries(settings ?? {}).map(([name, { settings: made }]) => ({
    name,
    blocks: (made?.index?.blocks ?? {}) as Blocks,
  }));
  const flooded = indices.filter(({ blocks }) => blocked(blocks, ["read_only_allow_delete"]));
  if (flooded.length > 0) {
    const names = few(flooded.map(({ name }) => name));
    findings.push({
      level: "fail",
      text: {
        zh: `磁盘写满，Elasticsearch 已把 ${flooded.length} 个索引改为只读（${names}）`,
        en: `a disk is full: Elasticsearch has made ${flooded.length} indices read-only (${names})`,
      },
      fix: {
        zh: "给 Elasticsearch 的节点腾出磁盘（低于高水位后自动解除），运行会自己等待并继续。",
        en: "Free disk on the nodes (below the high watermark the block goes by itself); runs wait and go on.",
      },
    });
  }
  const closed = indices.filter(({ blocks }) => blocked(blocks, ["read_only", "write", "read", "metadata"]));
  if (closed.length > 0) {
    const command = `curl -X PUT "${address}/${index}/_settings" -H "content-type: application/json" -d '{"index.blocks.read_only":null,"index.blocks.write":null,"index.blocks.read":null,"index.blocks.metadata":null}'`;
    findings.push({
      level: "fail",
      text: {
        zh: `${closed.length} 个索引被人为设为只读（${few(closed.map(({ name }) => name))}）`,
        en: `${closed.length} indices are blocked by a setting (${few(closed.map(({ name }) => name))})`,
      },
      fix: { zh: `确认不再需要后解除：${command}`, en: `When nobody needs it any more: ${command}` },
    });
  }
  const scopes = [cluster.persistent, cluster.transient] as { cluster?: { blocks?: Blocks } }[];
  if (scopes.some((scope) => blocked(scope?.cluster?.blocks ?? {}, ["read_only", "read_only_allow_delete"]))) {
    findings.push({
      level: "fail",
      text: { zh: "整个集群被设为只读", en: "the whole cluster is set read-only" },
      fix: {
        zh: "解除集群设置 cluster.blocks.read_only 和 cluster.blocks.read_only_allow_delete。",
        en: "Reset the cluster settings cluster.blocks.read_only and cluster.blocks.read_only_allow_delete.",
      },
    });
  }
  return findings;
};
