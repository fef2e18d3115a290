import type { Finding } from "../check.js";
import type { ElasticLook } from "./probe.js";

/** Without a watermark of its own a cluster fills its disks to the end: this share in use is worth a word. */
const UNWATCHED = 0.95;

const UNITS: Readonly<Record<string, number>> = {
  b: 1,
  kb: 2 ** 10,
  mb: 2 ** 20,
  gb: 2 ** 30,
  tb: 2 ** 40,
  pb: 2 ** 50,
};

function bytesOf(text: string): number | undefined {
  const found = /^(\d+(?:\.\d+)?)([kmgtp]?b)$/i.exec(text.trim());
  return found ? Number(found[1]) * UNITS[found[2]!.toLowerCase()]! : undefined;
}

/**
 * Bytes that a watermark wants free: `85%` and `0.85` are shares in use, `20gb` is what must be free; `headroom` caps
 * what a share asks of a large disk (`-1`: no cap).
 */
export function wantedFree(watermark: string, headroom: string | undefined, total: number): number | undefined {
  const free = bytesOf(watermark);
  if (watermark.trim() === "") return undefined;
  if (free !== undefined) return free;
  const used = watermark.trim().endsWith("%") ? Number(watermark.trim().slice(0, -1)) / 100 : Number(watermark);
  if (!Number.isFinite(used) || used > 1) return undefined;
  return Math.min((1 - used) * total, bytesOf(headroom ?? "") ?? Number.POSITIVE_INFINITY);
}

type Settings = Record<string, unknown>;

const DISK = "cluster.routing.allocation.disk";

function gb(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}

/** Free disk of every node against the cluster's own watermarks. */
export const lookAtDisk: ElasticLook = async ({ client }) => {
  const [{ nodes }, settings] = await Promise.all([
    client.nodes.stats({ metric: "fs", filter_path: "nodes.*.name,nodes.*.fs.total" }),
    client.cluster.getSettings({ include_defaults: true, flat_settings: true }),
  ]);
  const scopes = [settings.transient, settings.persistent, settings.defaults] as (Settings | undefined)[];
  const setting = (name: string): string | undefined => {
    const found = scopes.find((scope) => scope?.[`${DISK}.${name}`] !== undefined)?.[`${DISK}.${name}`];
    return found === undefined ? undefined : String(found);
  };
  const watched = setting("threshold_enabled") !== "false";
  return Object.values(nodes).flatMap(({ name = "?", fs }): Finding[] => {
    const total = fs?.total?.total_in_bytes;
    const free = fs?.total?.available_in_bytes;
    if (!total || free === undefined) return [];
    const level = (mark: string): boolean => {
      if (!watched) return free < (1 - UNWATCHED) * total;
      const wanted = wantedFree(setting(`watermark.${mark}`) ?? "", setting(`watermark.${mark}.max_headroom`), total);
      return wanted !== undefined && free < wanted;
    };
    const text = {
      zh: `节点 ${name} 的磁盘剩余 ${gb(free)}（共 ${gb(total)}）`,
      en: `node ${name} has ${gb(free)} of ${gb(total)} free`,
    };
    if (!level("low")) return [{ level: "ok", text }];
    const [zh, en] = level("flood_stage")
      ? ["已超过 flood_stage 水位：索引会变为只读", "beyond the flood stage: its indices become read-only"]
      : level("high")
        ? ["已超过高水位：分片会被迁走", "beyond the high watermark: shards are moved away"]
        : ["已超过低水位：不再分配新的分片", "beyond the low watermark: no new shards are placed there"];
    return [
      {
        level: "warn",
        text: { zh: `${text.zh}，${zh}`, en: `${text.en}, ${en}` },
        fix: {
          zh: "腾出磁盘、加节点，或用 retention.documents 缩短保存时间。",
          en: "Free some disk, add a node, or keep documents for a shorter time (retention.documents).",
        },
      },
    ];
  });
};
