import { afterAll, inject } from "vitest";
import type { MinyiConfig } from "../../../config/schema.js";
import { openBullRunner } from "../../../pipelines/runners/bullmq.js";
import { QueueWorker } from "../../../pipelines/runners/queue-worker.js";
import { openRedis } from "../../../pipelines/runners/redis.js";
import { runnerContract } from "../../contract/runner.js";
import { removeKeys, uniquePrefix } from "../../services/prefix.js";

const base = uniquePrefix("runner");
afterAll(() => removeKeys(inject("redis"), base));

runnerContract("bullmq", async (settings: MinyiConfig) => {
  const redis = inject("redis");
  const queue = { ...settings.queue, type: "bullmq" as const, redis, prefix: uniquePrefix(base) };
  const config: MinyiConfig = { ...settings, queue };
  const connection = await openRedis(redis);
  const [runner, worker] = await Promise.all([openBullRunner(config), QueueWorker.open({ config, redis: connection })]);
  return {
    runner,
    async close() {
      await runner.close();
      await worker.close();
      connection.disconnect();
    },
  };
});
