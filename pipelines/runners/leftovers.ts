import { Queue } from "bullmq";
import type { Redis } from "ioredis";
import { queuesKey } from "./wire.js";

/**
 * Clears what a coordinator that was killed left waiting, in this plan's queue and in those of former plans: nobody
 * would fetch the results, and messages, masked as they are, do not stay in Redis.
 */
export async function clearLeftovers(redis: Redis, prefix: string, own: string): Promise<void> {
  const names = await redis.smembers(queuesKey(prefix));
  await redis.sadd(queuesKey(prefix), own);
  for (const name of new Set([...names, own])) {
    const queue = new Queue(name, { connection: redis, prefix, skipMetasUpdate: true });
    try {
      if (name === own) await queue.drain(true);
      else {
        await queue.obliterate({ force: true });
        await redis.srem(queuesKey(prefix), name);
      }
    } finally {
      await queue.close();
    }
  }
}
