import type { MinyiConfig } from "../../config/schema.js";
import type { Localized } from "../../core/localized.js";
import type { Runner } from "../../core/runner.js";
import type { Fence } from "../fence.js";
import { InlineRunner } from "./inline.js";

export interface OpenedRunner {
  runner: Runner;
  /** Where other machines might write too. */
  fence?: Fence;
  close(): Promise<void>;
}

/** Another machine is the coordinator. */
export interface Occupied {
  heldBy: { host: string; pid: number };
}

export interface OpenRunnerOptions {
  /** Told of waits, of their end, and of what a person should know. */
  onNotice: (message: Localized) => void;
  signal?: AbortSignal;
}

/**
 * Opens what the configuration says that analysis runs on, for the one process that commits.
 * @throws MinyiError when the analyzers cannot be opened; DependencyError when Redis cannot be used.
 */
export async function openRunner(config: MinyiConfig, options: OpenRunnerOptions): Promise<OpenedRunner | Occupied> {
  const { type, redis: url, prefix, patience } = config.queue;
  if (type === "inline" || url === undefined) {
    const runner = new InlineRunner(config);
    return { runner, close: () => runner.close() };
  }
  // Loaded here, so that no Redis client is loaded where none is used.
  const [{ openRedis }, { takeCoordinatorLock }, { openBullRunner }] = await Promise.all([
    import("./redis.js"),
    import("./coordinator-lock.js"),
    import("./bullmq.js"),
  ]);
  const redis = await openRedis(url);
  try {
    const lock = await takeCoordinatorLock(redis, prefix, { patience, ...options });
    if ("heldBy" in lock) {
      redis.disconnect();
      return lock;
    }
    try {
      const runner = await openBullRunner(config, { redis, alone: true, onNotice: options.onNotice });
      return {
        runner,
        fence: lock,
        async close() {
          await runner.close();
          await lock.release();
          redis.disconnect();
        },
      };
    } catch (error) {
      await lock.release();
      throw error;
    }
  } catch (error) {
    redis.disconnect();
    throw error;
  }
}
