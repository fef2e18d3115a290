import type { Redis } from "ioredis";
import { localPlan } from "../../../pipelines/runners/local-plan.js";
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

/** Workers of another plan listen to another queue: what this machine hands out they leave alone. */
function strangers(workers: readonly WorkerNote[], own: string): Finding[] {
  const others = workers.filter(({ plan }) => plan !== own);
  if (others.length === 0) return [];
  const list = others.map(({ host, pid, plan }) => `${host}:${pid} ${plan.slice(0, 8)}`);
  return [
    {
      level: "warn",
      text: {
        zh: `${others.length === workers.length ? "没有一个 worker " : "有的 worker 不"}与本机（${own.slice(0, 8)}）的版本、词典和模型一致，它们不接本机的任务：${list.join("、")}`,
        en: `${others.length === workers.length ? "no worker has" : "some workers do not have"} the version, dictionaries and model of this machine (${own.slice(0, 8)}), they leave its work alone: ${list.join(", ")}`,
      },
      fix: {
        zh: "让所有机器用同一版本的 minyi 和同一份词典、配置，再重启这些 worker。",
        en: "Use the same version of minyi, dictionaries and configuration everywhere, then restart these workers.",
      },
    },
  ];
}

/** Workers: who is there, and whether they would come to the same results as this machine. */
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
  const finding: Finding = {
    level: "ok",
    text: {
      zh: `${workers.length} 个 worker 在线：${list.join("、")}`,
      en: `${workers.length} workers online: ${list.join(", ")}`,
    },
  };
  // Where the analyzers cannot be opened the check of analysis says why.
  const own = await localPlan(config).catch(() => undefined);
  return [finding, ...(own ? strangers(workers, own.hash) : [])];
}
