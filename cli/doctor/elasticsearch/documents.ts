import { exact } from "../../present/numbers.js";
import type { ElasticLook } from "./probe.js";

/** How much is in the store: documents, months, bytes on disk (replicas left out). Read through the alias, as all that is ours. */
export const lookAtDocuments: ElasticLook = async ({ client, config }) => {
  const { indices = {}, _all: all } = await client.indices.stats(
    { index: config.store.index, metric: ["docs", "store"], filter_path: "_all.primaries,indices.*.uuid" },
    { ignore: [404] },
  );
  const months = Object.keys(indices).length;
  if (months === 0) return [{ level: "ok", text: { zh: "还没有文档", en: "no documents yet" } }];
  const n = exact(all?.primaries?.docs?.count ?? 0);
  const size = `${((all?.primaries?.store?.size_in_bytes ?? 0) / 1e6).toFixed(1)} MB`;
  return [
    {
      level: "ok",
      text: {
        zh: `${n} 件文档，${months} 个月的索引，${size}`,
        en: `${n} documents, indices of ${months} months, ${size}`,
      },
    },
  ];
};
