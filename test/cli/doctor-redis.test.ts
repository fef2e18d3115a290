import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, createServer as createTcp } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import type { CheckContext, Finding } from "../../cli/doctor/check.js";
import { parseInfo, redisAddress } from "../../cli/doctor/redis/probe.js";
import { lookAtRedisMemory, lookAtRedisVersion } from "../../cli/doctor/redis/server.js";
import { redisCheck } from "../../cli/doctor/redis.js";
import { loadConfig } from "../../config/load.js";
import { configSchema } from "../../config/schema.js";
import { systemClock } from "../../core/clock.js";
import { localPlan } from "../../pipelines/runners/local-plan.js";
import { freePort } from "../services/free-port.js";
import { removeKeys, uniquePrefix } from "../services/prefix.js";
import { startRedis } from "../services/redis.js";

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "minyi-doctor-redis-"));
});
afterEach(() => {
  rmSync(cwd, { recursive: true });
});

function context(env: Record<string, string>): CheckContext {
  const loaded = loadConfig({ env, cwd });
  return { config: loaded.config, loaded, clock: systemClock };
}

function said({ level, text, fix }: Finding): string {
  return `${level} ${text.zh}${fix ? ` → ${fix.zh}` : ""}`;
}

async function found(redis: string, prefix = "minyi"): Promise<string[]> {
  return (await redisCheck.run(context({ REDIS_URL: redis, MINYI_QUEUE_PREFIX: prefix }))).map(said);
}

test("nothing to say where analysis runs in this process", async () => {
  expect(await redisCheck.run(context({}))).toEqual([]);
});

describe("on a real server", () => {
  const url = inject("redis");
  let prefix: string;
  let client: Redis;
  beforeEach(() => {
    prefix = uniquePrefix("doctor");
    client = new Redis(url);
  });
  afterEach(async () => {
    client.disconnect();
    await removeKeys(url, prefix);
  });

  let own: string;
  beforeAll(async () => {
    own = (await localPlan(configSchema.parse({}))).hash;
  });
  const note = (host: string, pid: number, plan = own) =>
    JSON.stringify({ host, pid, plan, since: 1, done: 3, concurrency: 2 });

  test("no worker is online", async () => {
    const lines = await found(url, prefix);
    expect(lines[0]).toBe(`ok 已连上 ${url}`);
    expect(lines[1]).toMatch(/^ok 版本 [6-9]\.\d+\.\d+$/);
    expect(lines.at(-1)).toBe("warn 没有 worker 在线，运行会一直等待 → 在任意一台机器上运行 minyi worker。");
  });

  test("workers by host and process; of another prefix none", async () => {
    await client.sadd(`${prefix}:workers`, "1", "2", "gone");
    await client.mset(`${prefix}:worker:2`, note("node-b", 7), `${prefix}:worker:1`, note("node-a", 12));
    await client.sadd(`${prefix}-other:workers`, "1");
    await client.set(`${prefix}-other:worker:1`, note("node-c", 1));
    expect((await found(url, prefix)).at(-1)).toBe("ok 2 个 worker 在线：node-a:12×2、node-b:7×2");
  });

  test("workers that would come to different results", async () => {
    await client.sadd(`${prefix}:workers`, "1", "2", "3");
    await client.mset(`${prefix}:worker:1`, note("a", 1), `${prefix}:worker:2`, note("b", 2, "0011223344"));
    await client.set(`${prefix}:worker:3`, "broken");
    expect((await found(url, prefix)).at(-1)).toBe(
      `warn 有的 worker 不与本机（${own.slice(0, 8)}）的版本、词典和模型一致，它们不接本机的任务：b:2 00112233 → 让所有机器用同一版本的 minyi 和同一份词典、配置，再重启这些 worker。`,
    );
    await client.del(`${prefix}:worker:1`);
    expect((await found(url, prefix)).at(-1)).toMatch(/^warn 没有一个 worker 与本机/);
  });
});

test("R4: a policy that throws work away, no persistence, a password", async () => {
  const server = await startRedis({ maxmemory: "50mb", policy: "allkeys-lru" });
  const admin = new Redis(server.url);
  try {
    const lines = await found(server.url);
    expect(lines).toContain(
      "fail maxmemory-policy 是 allkeys-lru：内存满时会悄悄丢掉任务 → 运行 redis-cli CONFIG SET maxmemory-policy noeviction，并写进 redis.conf。",
    );
    expect(lines.find((line) => line.includes("没有持久化"))).toMatch(/^warn .*数据不会丢失 → .*appendonly yes/);
    await admin.config("SET", "appendonly", "yes");
    expect(await found(server.url)).toContain("ok 数据写入磁盘（AOF）");

    await admin.config("SET", "requirepass", "right-one");
    const refused =
      "拒绝登录：密码不对、没有写或多写了 → 检查 queue.redis 或 REDIS_URL：redis://[用户:密码@]主机:端口。";
    expect(await found(server.url)).toEqual([`fail ${server.url} ${refused}`]);
    expect(await found(server.url.replace("//", "//:canary@"))).toEqual([`fail ${server.url} ${refused}`]);
    expect((await found(server.url.replace("//", "//:right-one@")))[0]).toBe(`ok 已连上 ${server.url}`);
  } finally {
    admin.disconnect();
    // It would first finish what it has just begun to write.
    await server.kill();
    await server.stop();
  }
});

test("R4: too old a version", () => {
  expect(
    ["5.0.7", "6.0.16", "6.2.0", "7.0.15", "8.2.1"].map(
      (v) => lookAtRedisVersion({ info: { redis_version: v } })[0]?.level,
    ),
  ).toEqual(["fail", "fail", "ok", "ok", "ok"]);
});

test("memory that is nearly used up", () => {
  const info = parseInfo("# Memory\r\nused_memory:90000000\r\nmaxmemory:100000000\r\nmaxmemory_policy:noeviction\r\n");
  expect(lookAtRedisMemory({ info }).map(said)).toEqual([
    "warn 内存已用 90.0 MB，上限 100.0 MB → 调大 maxmemory（minyi 自己用不到 100 MB），或不与别的程序共用。",
  ]);
});

describe("odd answers", () => {
  test("nobody listens", async () => {
    const url = `redis://127.0.0.1:${await freePort()}/3`;
    expect(await found(url)).toEqual([
      expect.stringMatching(/^fail redis:.*\/3 连不上（.*ECONNREFUSED.*） → 检查 Redis/),
    ]);
  });

  test("a web server", async () => {
    const server = createServer((_, response) => response.end("hello"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    try {
      expect(await found(`redis://127.0.0.1:${port}`)).toEqual([
        expect.stringMatching(/^fail .* (上的不是 Redis|连不上)/),
      ]);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  test("who never answers is waited for no longer than five seconds", { timeout: 20_000 }, async () => {
    const silent = createTcp((socket) => socket.on("error", () => {}));
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const { port } = silent.address() as AddressInfo;
    const started = performance.now();
    try {
      expect(await found(`redis://127.0.0.1:${port}`)).toEqual([expect.stringMatching(/^fail .*在 5 秒内没有应答/)]);
      expect(performance.now() - started).toBeLessThan(8000);
    } finally {
      silent.close();
    }
  });
});

test("an address is shown without its password", () => {
  expect(redisAddress("rediss://minyi:pw@cache.example:6380/2")).toBe("rediss://cache.example:6380/2");
});
