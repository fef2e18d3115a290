import type { Redis } from "ioredis";
import type { MinyiConfig } from "../../config/schema.js";
import type { Localized } from "../../core/localized.js";
import type { CoordinatorLock, Holder } from "./coordinator-lock.js";

/** The queue's Redis with the coordinator's lock in it. */
export interface Coordinator {
  redis: Redis;
  lock: CoordinatorLock;
  /** Gives the lock back. */
  close(): Promise<void>;
}

/** Another machine is the coordinator. */
export interface Occupied {
  heldBy: Pick<Holder, "host" | "pid">;
}

export interface CoordinatorOptions {
  /** Told of waits, of their end, and of what a person should know. */
  onNotice: (message: Localized) => void;
  signal?: AbortSignal;
}

/**
 * Makes this process the coordinator among all machines that share the queue; undefined where no queue is shared.
 * @throws DependencyError when Redis cannot be used.
 */
export async function becomeCoordinator(
  { type, redis: url, prefix, patience }: MinyiConfig["queue"],
  options: CoordinatorOptions,
): Promise<Coordinator | Occupied | undefined> {
  if (type === "inline" || url === undefined) return undefined;
  // Loaded here, so that no Redis client is loaded where none is used.
  const [{ openRedis }, { takeCoordinatorLock }] = await Promise.all([
    import("./redis.js"),
    import("./coordinator-lock.js"),
  ]);
  const redis = await openRedis(url);
  try {
    const lock = await takeCoordinatorLock(redis, prefix, { patience, ...options });
    if ("heldBy" in lock) {
      redis.disconnect();
      return lock;
    }
    return {
      redis,
      lock,
      async close() {
        await lock.release();
        redis.disconnect();
      },
    };
  } catch (error) {
    redis.disconnect();
    throw error;
  }
}
