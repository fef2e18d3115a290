import type { Redis } from "ioredis";
import type { MinyiConfig } from "../../config/schema.js";
import type { Localized } from "../../core/localized.js";
import type { WorkerNote } from "../../pipelines/runners/presence.js";
import { queuesKey } from "../../pipelines/runners/wire.js";
import { redisFault } from "../doctor/redis/fault.js";
import { connectRedis, redisAddress } from "../doctor/redis/probe.js";
import { onlineWorkers } from "../doctor/redis/workers.js";

/** The chunks in Redis, and who works at them. */
export interface QueueLook {
  /** Without credentials. */
  address: string;
  waiting: number;
  active: number;
  /** Waiting for their next try. */
  delayed: number;
  failed: number;
  workers: WorkerNote[];
  /** Set when Redis could not be asked; everything else is then nothing. */
  fault?: Localized;
}

async function counts(
  client: Redis,
  prefix: string,
): Promise<Pick<QueueLook, "waiting" | "active" | "delayed" | "failed">> {
  const sum = { waiting: 0, active: 0, delayed: 0, failed: 0 };
  for (const queue of await client.smembers(queuesKey(prefix))) {
    const name = `${prefix}:${queue}`;
    const [waiting, paused, prioritized, active, delayed, failed] = await Promise.all([
      client.llen(`${name}:wait`),
      client.llen(`${name}:paused`),
      client.zcard(`${name}:prioritized`),
      client.llen(`${name}:active`),
      client.zcard(`${name}:delayed`),
      client.zcard(`${name}:failed`),
    ]);
    sum.waiting += waiting + paused + prioritized;
    sum.active += active;
    sum.delayed += delayed;
    sum.failed += failed;
  }
  return sum;
}

/** Asks Redis, within five seconds; undefined where analysis runs in the coordinator's own process. */
export async function lookAtQueue({ type, redis, prefix }: MinyiConfig["queue"]): Promise<QueueLook | undefined> {
  if (type !== "bullmq" || redis === undefined) return undefined;
  const address = redisAddress(redis);
  const nothing = { address, waiting: 0, active: 0, delayed: 0, failed: 0, workers: [] };
  let client: Redis | undefined;
  try {
    client = (await connectRedis(redis)).client;
    return { address, ...(await counts(client, prefix)), workers: await onlineWorkers(client, prefix) };
  } catch (error) {
    return { ...nothing, fault: redisFault(error, address).text };
  } finally {
    client?.disconnect();
  }
}
