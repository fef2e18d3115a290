import type { Finding } from "../check.js";
import type { ElasticLook } from "./probe.js";

/** Whether a version of Elasticsearch can be used. The client speaks the language of 8, which 9 understands too. */
export function usableVersion(version: string): boolean {
  const major = Number(version.split(".")[0]);
  return major === 8 || major === 9;
}

/** The version of every node: one that can be used, and the same everywhere. */
export const lookAtVersion: ElasticLook = async ({ client }) => {
  const { nodes } = await client.nodes.info({ metric: "os", filter_path: "nodes.*.version" });
  const versions = [...new Set(Object.values(nodes).map(({ version }) => version))].sort();
  const list = versions.join("、");
  const unusable = versions.filter((version) => !usableVersion(version));
  if (unusable.length > 0) {
    return [
      {
        level: "fail",
        text: { zh: `版本 ${unusable.join("、")} 不能用`, en: `version ${unusable.join(", ")} cannot be used` },
        fix: {
          zh: "换用 Elasticsearch 8.x（在 8.19 上测试过）或 9.x。",
          en: "Use Elasticsearch 8.x (8.19 is what it is tested with) or 9.x.",
        },
      },
    ];
  }
  const finding: Finding = { level: "ok", text: { zh: `版本 ${list}`, en: `version ${versions.join(", ")}` } };
  if (versions.length <= 1) return [finding];
  return [
    {
      ...finding,
      level: "warn",
      fix: { zh: "节点版本不一：请把升级做完。", en: "The nodes differ: finish the upgrade." },
    },
  ];
};
