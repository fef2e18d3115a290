import { setTimeout as wait } from "node:timers/promises";
import { Redis } from "ioredis";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { startRedis } from "../services/redis.js";
import type { Server } from "../services/server.js";
import type { Child } from "./child.js";
import { FaultOffice, type Outcome, unbroken } from "./fault-office.js";
import { invent } from "./messages.js";

// Real processes on a machine that may have other things to do.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 200_000 });

/** What happens to Redis in the middle of a run. Nothing depends on what it holds. */
const tickets = invent(6000, 5);
let expected: Outcome;
let server: Server;
let office: FaultOffice;

beforeAll(async () => {
  expected = await unbroken(tickets);
});
afterEach(async () => {
  await server.restart();
  await office.close();
  await server.stop();
});

/** A run with a worker, when a sixth of it is in the store. */
async function underWay(queue: { patience?: number } = {}): Promise<{ run: Child; worker: Child }> {
  office = new FaultOffice({ tickets, redis: server.url, queue });
  const worker = office.start(["worker"]);
  await worker.says(/worker 就绪/);
  const run = office.start(["run"]);
  await office.reaches(1000, run);
  return { run, worker };
}

async function redis<T>(work: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(server.url);
  try {
    return await work(client);
  } finally {
    client.disconnect();
  }
}

async function isWell(run: Child): Promise<string> {
  const { code, err } = await run.ended;
  expect([code, err]).toEqual([0, expect.any(String)]);
  expect(await office.outcome()).toEqual(expected);
  const runs = office.runs();
  expect(runs.map(({ status }) => status)).toEqual(["done"]);
  expect(runs[0]!.counts).toMatchObject({ in: 6000, new: 6000, unchanged: 0, rejected: 0 });
  return err;
}

describe.each([
  ["with its data", true],
  ["without its data", false],
])("R3: Redis is killed and comes back %s", (_name, appendOnly) => {
  test("at once, twice: the run goes on by itself", async () => {
    server = await startRedis({ appendOnly });
    const { run } = await underWay();
    await server.kill();
    await server.restart();
    await office.reaches(3000, run);
    await server.kill();
    await server.restart();
    await isWell(run);
  });

  test("after 8 seconds: the run says that it waits, and that it goes on", async () => {
    server = await startRedis({ appendOnly });
    const { run, worker } = await underWay();
    await server.kill();
    await wait(8_000);
    await server.restart();
    const err = await isWell(run);
    expect(err).toMatch(/Redis 暂时用不了：.*恢复后自动继续，最多等 15 分钟/);
    expect(err).toMatch(/Redis 恢复了（\d+ 秒），继续运行/);
    expect(worker.err).toMatch(/与 Redis 的连接断了/);
    expect(worker.running).toBe(true);
  });
});

test("R3: FLUSHALL in mid-run, three times: nothing is lost, nothing twice", async () => {
  server = await startRedis();
  const { run } = await underWay();
  for (const documents of [1500, 2500, 3500]) {
    await office.reaches(documents, run);
    await redis((client) => client.flushall());
  }
  await isWell(run);
});

test("R4: Redis is full in mid-run: the run waits, and goes on when there is room", async () => {
  server = await startRedis();
  const { run } = await underWay();
  await redis((client) => client.config("SET", "maxmemory", "1mb"));
  await run.says(/Redis 暂时用不了/);
  await redis((client) => client.config("SET", "maxmemory", "0"));
  expect(await isWell(run)).toMatch(/Redis 恢复了/);
});

test("R4: a Redis that would throw work away is refused: 5, and the command that mends it", async () => {
  server = await startRedis({ maxmemory: "100mb", policy: "allkeys-lru" });
  office = new FaultOffice({ tickets, redis: server.url });
  for (const args of [["run"], ["worker"]]) {
    const { code, err } = await office.run(args);
    expect(code).toBe(5);
    expect(err).toMatch(/maxmemory-policy 是 allkeys-lru/);
    expect(err).toMatch(/redis-cli CONFIG SET maxmemory-policy noeviction/);
  }
});

test("R3: an outage that outlasts patience ends the run with 5; the next run goes on from there", async () => {
  server = await startRedis();
  const { run, worker } = await underWay({ patience: 0 });
  await server.kill();
  const { code, err } = await run.ended;
  expect([code, err]).toEqual([5, expect.stringMatching(/Redis 用不了/)]);
  expect(err).toMatch(/恢复 Redis 后重新运行/);
  expect(office.runs().map(({ status }) => status)).toEqual(["failed"]);

  const without = await office.run();
  expect([without.code, without.err]).toEqual([5, expect.stringMatching(/检查 Redis 是否在运行/)]);
  await server.restart();
  const again = await office.run();
  expect([again.code, again.err]).toEqual([0, expect.any(String)]);
  expect(worker.running).toBe(true);
  expect(await office.outcome()).toEqual(expected);
});
