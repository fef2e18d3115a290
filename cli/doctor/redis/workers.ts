import type { Redis } from "ioredis";
import type { WorkerNote } from "../../../pipelines/runners/presence.js";
import type { Finding } from "../check.js";
import type { RedisProbe } from "./probe.js";

/** The workers that are there now, by host and process. Only reads: whoever has gone is left in the index. */
export async function onlineWorkers(client: Redis, prefix: string): Promise<WorkerNote[]> {
  const ids = await client.smembers(`${prefix}:workers`);
  if (ids.length === 0) return [];
  const values = await client.mget(ids.map((id) => `${prefix}:worker:${id}`));
  return values
    .flatMap((value) => {
      try {
        const note = JSON.parse(value ?? "null") as WorkerNote | null;
        return note && typeof note === "object" ? [note] : [];
      } catch {
        return [];
      }
    })
    .sort((a, b) => (a.host === b.host ? a.pid - b.pid : a.host < b.host ? -1 : 1));
}

/** Workers: who is there, and whether all of them would come to the same results. */
export async function lookAtWorkers({ client, config }: RedisProbe): Promise<Finding[]> {
  const workers = await onlineWorkers(client, config.queue.prefix);
  if (workers.length === 0) {
    return [
      {
        level: "warn",
        text: { zh: "没有 worker 在线，运行会一直等待", en: "no worker is online: runs will wait" },
        fix: { zh: "在任意一台机器上运行 minyi worker。", en: "Start minyi worker on any machine." },
      },
    ];
  }
  const list = workers.map(({ host, pid, concurrency }) => `${host}:${pid}×${concurrency}`);
  const plans = new Set(workers.map(({ plan }) => plan));
  const finding: Finding = {
    level: "ok",
    text: {
      zh: `${workers.length} 个 worker 在线：${list.join("、")}`,
      en: `${workers.length} workers online: ${list.join(", ")}`,
    },
  };
  if (plans.size === 1) return [finding];
  return [
    finding,
    {
      level: "warn",
      text: {
        zh: `这些 worker 的版本、词典或模型不一致：${workers.map(({ host, pid, plan }) => `${host}:${pid} ${plan.slice(0, 8)}`).join("、")}`,
        en: `these workers differ in version, dictionaries or model: ${workers.map(({ host, pid, plan }) => `${host}:${pid} ${plan.slice(0, 8)}`).join(", ")}`,
      },
      fix: {
        zh: "让所有机器用同一版本的 minyi 和同一份词典、配置，再重启这些 worker。",
        en: "Use the same version of minyi, dictionaries and configuration everywhere, then restart these workers.",
      },
    },
  ];
}
