import type { Check } from "./check.js";
import { redisFault } from "./redis/fault.js";
import { connectRedis, redisAddress } from "./redis/probe.js";
import { lookAtPersistence, lookAtRedisMemory, lookAtRedisVersion } from "./redis/server.js";
import { lookAtWorkers } from "./redis/workers.js";

/** Redis and its workers, where analysis is spread over machines. */
export const redisCheck: Check = {
  id: "redis",
  title: { zh: "Redis", en: "Redis" },
  async run({ config }) {
    const { type, redis } = config.queue;
    if (type !== "bullmq" || redis === undefined) return [];
    const address = redisAddress(redis);
    let probe: Awaited<ReturnType<typeof connectRedis>>;
    try {
      probe = await connectRedis(redis);
    } catch (error) {
      return [redisFault(error, address)];
    }
    try {
      const looked = { ...probe, config };
      return [
        { level: "ok", text: { zh: `已连上 ${address}`, en: `connected to ${address}` } },
        ...lookAtRedisVersion(looked),
        ...lookAtRedisMemory(looked),
        ...(await lookAtPersistence(looked)),
        ...(await lookAtWorkers(looked)),
      ];
    } catch (error) {
      return [redisFault(error, address)];
    } finally {
      probe.client.disconnect();
    }
  },
};
