import { Queue } from "bullmq";
import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest";
import { BullmqTicker } from "../../../pipelines/schedule/bullmq-ticker.js";
import type { ScheduleEntry } from "../../../state/schedules.js";
import { removeKeys, uniquePrefix } from "../../services/prefix.js";

const redis = inject("redis");
const prefix = uniquePrefix("ticker");
const NIGHTLY = { name: "nightly", job: "nightly", cron: "0 2 * * *", timezone: "Asia/Shanghai" };
const HOURLY = { name: "每小时", job: "collect", cron: "7 * * * *", timezone: "Europe/Berlin" };

let connection: Redis;
let queue: Queue;
beforeAll(() => {
  connection = new Redis(redis, { maxRetriesPerRequest: null });
  queue = new Queue("schedules", { connection, prefix });
});
afterAll(async () => {
  await queue.close();
  connection.disconnect();
});
afterEach(() => removeKeys(redis, prefix));

async function inRedis(): Promise<string[]> {
  const found = await queue.getJobSchedulers(0, -1);
  return found.map(({ key, pattern, tz }) => `${key} ${pattern} ${tz}`).sort();
}

/** Asks until it is so; the test's own time limit ends the asking. */
async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
}

async function ticking(schedules: () => ScheduleEntry[], work: (ticks: () => number) => Promise<void>): Promise<void> {
  let ticks = 0;
  const ticker = new BullmqTicker({ redis, prefix, compareEvery: 100 });
  const troubles: unknown[] = [];
  ticker.start({ schedules, tick: () => void ticks++, trouble: (error) => void troubles.push(error) });
  try {
    await work(() => ticks);
    expect(troubles).toEqual([]);
  } finally {
    await ticker.stop();
  }
}

test("R3: Redis holds the schedules that state knows: added, changed and removed ones, and again after a FLUSHALL", async () => {
  let list: ScheduleEntry[] = [NIGHTLY, HOURLY];
  await ticking(
    () => list,
    async () => {
      const both = ["nightly 0 2 * * * Asia/Shanghai", "每小时 7 * * * * Europe/Berlin"];
      await until(async () => (await inRedis()).length === 2);
      expect(await inRedis()).toEqual(both);
      await removeKeys(redis, prefix); // to this queue the same as FLUSHALL
      expect(await inRedis()).toEqual([]);
      await until(async () => (await inRedis()).length === 2);
      expect(await inRedis()).toEqual(both);
      list = [{ ...NIGHTLY, cron: "0 3 * * *" }];
      await until(async () => (await inRedis()).length === 1);
      await until(async () => (await inRedis())[0]?.includes("0 3") === true);
      expect(await inRedis()).toEqual(["nightly 0 3 * * * Asia/Shanghai"]);
    },
  );
});

test("the next time in Redis is the scheduler's own", async () => {
  await ticking(
    () => [NIGHTLY],
    async () => {
      await until(async () => (await inRedis()).length === 1);
      const [found] = await queue.getJobSchedulers(0, -1);
      expect(new Date((found?.next ?? 0) + 8 * 3_600_000).toISOString()).toMatch(/T02:00:00/);
    },
  );
});

test("a job of the queue is a tick", async () => {
  await ticking(
    () => [NIGHTLY],
    async (ticks) => {
      await queue.add("tick", {}, { removeOnComplete: true });
      await until(() => ticks() === 1);
    },
  );
});

test("with no Redis there it neither throws nor holds up the end", async () => {
  const ticker = new BullmqTicker({ redis: "redis://127.0.0.1:1", prefix });
  const troubles: unknown[] = [];
  ticker.start({ schedules: () => [NIGHTLY], tick: () => undefined, trouble: (error) => void troubles.push(error) });
  await ticker.stop();
  expect(troubles).toEqual([]);
});
