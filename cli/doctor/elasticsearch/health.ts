import type { ElasticLook } from "./probe.js";

/** Green, yellow or red: whether every part of every index is there, and there twice. */
export const lookAtHealth: ElasticLook = async ({ client, address }) => {
  const health = await client.cluster.health({ timeout: "1s" });
  const { status, number_of_data_nodes: nodes, unassigned_shards: missing, unassigned_primary_shards: lost } = health;
  const explain = `curl "${address}/_cluster/allocation/explain?pretty"`;
  switch (String(status).toLowerCase()) {
    case "green":
      return [
        { level: "ok", text: { zh: `集群状态 green，${nodes} 个数据节点`, en: `health green, ${nodes} data nodes` } },
      ];
    case "yellow":
      return [
        nodes === 1
          ? {
              level: "ok",
              text: {
                zh: "集群状态 yellow：只有一个数据节点，副本没有地方放，属正常",
                en: "health yellow: normal on a single data node, there is no place for replicas",
              },
            }
          : {
              level: "warn",
              text: {
                zh: `集群状态 yellow：${missing} 个副本分片没有分配`,
                en: `health yellow: ${missing} replica shards are not assigned`,
              },
              fix: { zh: `看原因：${explain}`, en: `See why: ${explain}` },
            },
      ];
    default:
      return [
        {
          level: "fail",
          text: {
            zh: `集群状态 red：${lost ?? missing} 个主分片不在，部分数据读不到`,
            en: `health red: ${lost ?? missing} primary shards are missing, some data cannot be read`,
          },
          fix: {
            zh: `把停掉的节点启动起来；看原因：${explain}`,
            en: `Start the nodes that are down; see why: ${explain}`,
          },
        },
      ];
  }
};
