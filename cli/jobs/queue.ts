import type { Redis } from "ioredis";
import type { MinyiConfig } from "../../config/schema.js";
import type { Localized } from "../../core/localized.js";
import { redisFault } from "../doctor/redis/fault.js";
import { connectRedis, redisAddress } from "../doctor/redis/probe.js";
import { onlineWorkers, type WorkerNote } from "../doctor/redis/workers.js";

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

async function queueNames(client: Redis, prefix: string): Promise<string[]> {
  const names = new Set<string>();
  for await (const page of client.scanStream({ match: `${prefix}:*:meta`, count: 1000 })) {
    for (const key of page as string[]) names.add(key.slice(0, -":meta".length));
  }
  return [...names];
}

async function counts(
  client: Redis,
  prefix: string,
): Promise<Pick<QueueLook, "waiting" | "active" | "delayed" | "failed">> {
  const sum = { waiting: 0, active: 0, delayed: 0, failed: 0 };
  for (const name of await queueNames(client, prefix)) {
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
