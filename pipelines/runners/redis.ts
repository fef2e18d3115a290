import { Redis } from "ioredis";
import { DependencyError } from "../../core/errors.js";
import type { Localized } from "../../core/localized.js";

/** ms within which a Redis that is there answers. */
const PATIENCE = 5_000;

const LEAST = [6, 2] as const;

/** An address without its credentials. */
export function redisAddress(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname === "/" ? "" : pathname}`;
}

/**
 * Connects to a Redis that is fit for the queue (R4): version 6.2 or later, nothing thrown away when memory is full.
 * Once connected it connects again by itself, and commands wait meanwhile.
 * @throws DependencyError within about 5 seconds, with the fix.
 */
export async function openRedis(url: string): Promise<Redis> {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: PATIENCE,
    maxRetriesPerRequest: null, // the queue's blocking commands may wait for ever
    retryStrategy: (times) => Math.min(100 * times, 2_000),
  });
  let reason: unknown;
  client.on("error", (error: unknown) => {
    reason = error;
  });
  try {
    const info = await within(
      PATIENCE,
      client.connect().then(() => client.info()),
    );
    checkServer(info, redisAddress(url));
    return client;
  } catch (error) {
    client.disconnect();
    if (error instanceof DependencyError) throw error;
    throw unreachable(reason ?? error, redisAddress(url));
  }
}

/** @throws Error when the promise takes longer. */
async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("timed out")), ms);
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
    promise.catch(() => undefined);
  }
}

/** `info`: Redis' report of itself. @throws DependencyError when it is not fit for the queue. */
export function checkServer(info: string, address: string): void {
  const field = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, "m").exec(info)?.[1] ?? "?";
  const version = field("redis_version");
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major < LEAST[0] || (major === LEAST[0] && minor < LEAST[1])) {
    throw new DependencyError(
      {
        zh: `${address} 的 Redis 版本是 ${version}，至少需要 6.2`,
        en: `Redis at ${address} is ${version}; 6.2 is needed`,
      },
      {
        fix: {
          zh: "升级 Redis（推荐 7），或用 queue.type: inline。",
          en: "Upgrade Redis (to 7), or use queue.type: inline.",
        },
      },
    );
  }
  const policy = field("maxmemory_policy");
  if (policy !== "noeviction" && policy !== "?") {
    throw new DependencyError(
      {
        zh: `${address} 的 maxmemory-policy 是 ${policy}：内存满时会悄悄丢掉任务`,
        en: `maxmemory-policy of ${address} is ${policy}: when memory is full it drops work without a word`,
      },
      {
        fix: {
          zh: "运行 redis-cli CONFIG SET maxmemory-policy noeviction，并写进 redis.conf。",
          en: "Run redis-cli CONFIG SET maxmemory-policy noeviction, and write it into redis.conf.",
        },
      },
    );
  }
}

function unreachable(error: unknown, address: string): DependencyError {
  const message = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
  const login = /NOAUTH|WRONGPASS|NOPERM|without any password|invalid password/i.test(message);
  const fix: Localized = login
    ? {
        zh: "检查 queue.redis 或 REDIS_URL 里的用户和密码：redis://[用户:密码@]主机:端口。",
        en: "Check user and password in queue.redis or REDIS_URL: redis://[user:password@]host:port.",
      }
    : {
        zh: "检查 Redis 是否在运行、地址和防火墙；minyi doctor 给出细节；不用 Redis 时去掉 queue.type 和 REDIS_URL。",
        en: "Check that Redis is running, the address and the firewall; minyi doctor tells more; to do without Redis remove queue.type and REDIS_URL.",
      };
  return new DependencyError(
    { zh: `Redis 用不了：${address}（${message}）`, en: `Redis cannot be used: ${address} (${message})` },
    { fix, cause: error },
  );
}
