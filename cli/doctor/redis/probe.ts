import { Redis } from "ioredis";
import type { MinyiConfig } from "../../../config/schema.js";

/** Nothing that is asked of Redis may take longer, in ms. */
const PATIENCE = 5000;

/** The parts of Redis' own report that matter, `name: value`. */
export type RedisInfo = Readonly<Record<string, string>>;

export interface RedisProbe {
  client: Redis;
  info: RedisInfo;
  config: MinyiConfig;
}

/** An address without its credentials. */
export function redisAddress(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname === "/" ? "" : pathname}`;
}

export function parseInfo(text: string): RedisInfo {
  const pairs = text
    .split(/\r?\n/)
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line): [string, string] => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon), line.slice(colon + 1)];
    });
  return Object.fromEntries(pairs);
}

/**
 * Connects without trying again, and reads the server's report. The caller disconnects.
 * @throws Error of the connection, not of a command that waited for it.
 */
export async function connectRedis(url: string): Promise<{ client: Redis; info: RedisInfo }> {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: PATIENCE,
    commandTimeout: PATIENCE,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    enableReadyCheck: false,
    disconnectTimeout: 100,
  });
  let reason: Error | undefined;
  client.on("error", (error: Error) => {
    reason ??= error;
  });
  // Connecting has several steps, each with a patience of its own.
  const deadline = setTimeout(() => {
    reason ??= new Error("timed out");
    client.disconnect();
  }, PATIENCE);
  try {
    await client.connect();
    return { client, info: parseInfo(await client.info()) };
  } catch (error) {
    client.disconnect();
    throw reason ?? error;
  } finally {
    clearTimeout(deadline);
  }
}
