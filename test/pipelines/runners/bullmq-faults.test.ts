import { readdirSync } from "node:fs";
import { Worker } from "bullmq";
import type { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import type { MinyiConfig } from "../../../config/schema.js";
import type { Localized } from "../../../core/localized.js";
import type { Runner } from "../../../core/runner.js";
import { analyse } from "../../../pipelines/analyse/analyse.js";
import { type BullRunner, openBullRunner } from "../../../pipelines/runners/bullmq.js";
import { InlineRunner } from "../../../pipelines/runners/inline.js";
import { listWorkers } from "../../../pipelines/runners/presence.js";
import { QueueWorker } from "../../../pipelines/runners/queue-worker.js";
import { openRedis } from "../../../pipelines/runners/redis.js";
import { removeKeys, uniquePrefix } from "../../services/prefix.js";
import { startRedis } from "../../services/redis.js";
import type { Server } from "../../services/server.js";
import { messages } from "./messages.js";
import { queueConfig, startWorkerProcess } from "./setting.js";

const CHUNKS = 24;
const all = messages(CHUNKS * 100);

/** All chunks at once, as a run would hand them out; their results together. */
async function work(runner: Runner): Promise<string> {
  const chunks = Array.from({ length: CHUNKS }, (_, i) => all.slice(i * 100, (i + 1) * 100));
  const results = await Promise.all(chunks.map((chunk) => analyse(runner, chunk)));
  return JSON.stringify(results.flatMap(({ results }) => results));
}

let unbroken: string;
beforeAll(async () => {
  const inline = new InlineRunner(queueConfig("redis://unused", "unused"));
  unbroken = await work(inline);
  await inline.close();
});

const closing: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function connect(url: string): Promise<Redis> {
  const redis = await openRedis(url);
  closing.push(() => redis.disconnect());
  return redis;
}

async function openWorker(config: MinyiConfig): Promise<QueueWorker> {
  const worker = await QueueWorker.open({ config, redis: await connect(config.queue.redis as string) });
  closing.push(() => worker.close());
  return worker;
}

async function openRunner(config: MinyiConfig, helpAfter?: number): Promise<{ runner: BullRunner; told: Localized[] }> {
  const told: Localized[] = [];
  const onNotice = (message: Localized) => told.push(message);
  const runner = await openBullRunner(config, { onNotice, ...(helpAfter !== undefined && { helpAfter }) });
  closing.push(() => runner.close());
  return { runner, told };
}

/** Until something is so. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe("on the shared server", () => {
  let prefix: string;
  let config: MinyiConfig;
  beforeEach(() => {
    prefix = uniquePrefix("faults");
    config = queueConfig(inject("redis"), prefix);
  });
  afterAll(() => removeKeys(inject("redis"), "faults-"));

  test("R1: a worker killed with -9 in mid-chunk: another one does its chunks, within a minute", async () => {
    const { runner, told } = await openRunner(config);
    const first = await startWorkerProcess(inject("redis"), prefix);
    const result = work(runner);
    const redis = await connect(inject("redis"));
    await until(async () => (await redis.llen(`${prefix}:${String(runner.facts().queue)}:active`)) > 0);
    expect(await first.end("SIGKILL")).toEqual([null, "SIGKILL"]);
    await openWorker(config);
    const killed = performance.now();
    expect(await result).toBe(unbroken);
    expect(performance.now() - killed).toBeLessThan(60_000);
    expect(told).toEqual([]);
  }, 120_000);

  test("R2: told to stop, a worker hands nothing back unfinished and leaves no lock: 0 for SIGTERM, 130 for SIGINT", async () => {
    const redis = await connect(inject("redis"));
    const { runner } = await openRunner(config);
    for (const [signal, code] of [
      ["SIGTERM", 0],
      ["SIGINT", 130],
    ] as const) {
      const worker = await startWorkerProcess(inject("redis"), prefix);
      expect(await listWorkers(redis, prefix)).toMatchObject([{ pid: worker.pid, concurrency: 1 }]);
      // It needs no configuration, state or store, and makes none.
      expect(readdirSync(worker.folder)).toEqual(["data"]);
      expect(readdirSync(`${worker.folder}/data`)).toEqual(["minyi.log"]);
      const result = work(runner);
      result.catch(() => undefined);
      await until(async () => (await redis.llen(`${prefix}:${String(runner.facts().queue)}:active`)) > 0);
      const asked = performance.now();
      expect(await worker.end(signal)).toEqual([code, null]);
      expect(performance.now() - asked).toBeLessThan(10_000);
      expect(await redis.keys(`${prefix}:analyse-*:lock`)).toEqual([]);
      expect(await listWorkers(redis, prefix)).toEqual([]);
    }
  }, 120_000);

  test("R3: everything in Redis deleted in mid-run: what was lost is handed out again", async () => {
    const { runner } = await openRunner(config);
    const worker = await openWorker(config);
    const result = work(runner);
    await until(() => worker.done >= 3);
    await removeKeys(inject("redis"), prefix);
    expect(await result).toBe(unbroken);
  });

  test("results lost between worker and coordinator: the chunks are done again", async () => {
    const { runner } = await openRunner(config);
    const connection = await connect(inject("redis"));
    let forgot = 0;
    const forgetful = new Worker(String(runner.facts().queue), async () => void forgot++, { connection, prefix });
    const result = work(runner);
    await until(() => forgot === CHUNKS);
    await forgetful.close();
    await openWorker(config);
    expect(await result).toBe(unbroken);
  });

  test("workers with another plan get nothing; this process says so and works itself", async () => {
    const other = await openWorker({ ...config, city: "杭州市" });
    const { runner, told } = await openRunner(config, 100);
    expect(await work(runner)).toBe(unbroken);
    expect(other.done).toBe(0);
    expect(told).toHaveLength(1);
    expect(told[0]?.zh).toContain("1 个 worker 在线，但版本、词典或模型与这里不一致");
    expect(runner.facts()).toMatchObject({ workers: 0, "chunks of this process": CHUNKS });
  });

  test("a coordinator that comes after a killed one clears what that one left waiting", async () => {
    const redis = await connect(inject("redis"));
    const dead = await openBullRunner(config, { redis });
    const lost = work(dead);
    lost.catch(() => undefined);
    const queue = String(dead.facts().queue);
    await until(async () => (await redis.llen(`${prefix}:${queue}:wait`)) === CHUNKS);
    const next = await openBullRunner(config, { redis, alone: true });
    closing.push(
      () => next.close(),
      () => dead.close(),
    );
    expect(await redis.llen(`${prefix}:${queue}:wait`)).toBe(0);
  });
});

describe("on a server of its own", () => {
  let server: Server;
  beforeEach(async () => {
    server = await startRedis();
  });
  afterEach(() => server.stop());

  test("R3: Redis killed in mid-run and started again without its data: told once, back once, nothing lost", async () => {
    const config = queueConfig(server.url, "queue");
    const { runner, told } = await openRunner(config);
    const worker = await openWorker(config);
    const result = work(runner);
    await until(() => worker.done >= 3);
    await server.kill();
    await until(() => told.length > 0);
    await server.restart();
    expect(await result).toBe(unbroken);
    await until(() => told.length > 1);
    expect(told.map(({ zh }) => zh)).toEqual([
      expect.stringContaining("Redis 暂时用不了"),
      expect.stringContaining("Redis 恢复了"),
    ]);
  }, 120_000);

  test("R4: Redis full in mid-run: told once, and what did not fit is handed out once there is room", async () => {
    const config = queueConfig(server.url, "queue");
    const { runner, told } = await openRunner(config);
    const redis = await connect(server.url);
    const used = /used_memory:(\d+)/.exec(await redis.info("memory"))?.[1];
    await redis.config("SET", "maxmemory", Number(used) + 100_000);
    const result = work(runner);
    await until(() => told.length > 0);
    expect(told[0]?.zh).toContain("OOM");
    await redis.config("SET", "maxmemory", 0);
    await openWorker(config);
    expect(await result).toBe(unbroken);
    await until(() => told.length > 1);
    expect(told).toHaveLength(2);
  });

  test("patience at an end, everything under way fails as a dependency that is down", async () => {
    const config = queueConfig(server.url, "queue", { patience: 0 });
    const { runner } = await openRunner(config);
    const result = work(runner);
    result.catch(() => undefined);
    await server.kill();
    await expect(result).rejects.toMatchObject({ name: "DependencyError", exitCode: 5 });
  });
});
