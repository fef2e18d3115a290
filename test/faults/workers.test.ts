import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { randomFrom } from "../../bench/random.js";
import { FaultOffice, type Outcome, unbroken } from "./fault-office.js";
import { invent } from "./messages.js";

// Real processes on a machine that may have other things to do.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 200_000 });

/** What happens to the processes that do the work. */
const redis = inject("redis");
const tickets = invent(6000, 6);
let expected: Outcome;
let office: FaultOffice;

beforeAll(async () => {
  expected = await unbroken(tickets);
});
afterEach(() => office.close());

test("R1: kill -9 of a worker in mid-chunk, 20 times at random over 20,000 messages: none lost, none twice", async () => {
  const many = invent(20_000, 7);
  office = new FaultOffice({ tickets: many, redis });
  const random = randomFrom(8);
  const run = office.start(["run"]);
  let left = 20;
  /** One place for a worker: whoever has it is killed soon after it began to work, and followed by another. */
  const place = async () => {
    while (run.running) {
      const worker = office.start(["worker"]);
      await worker.says(/worker 就绪/);
      if (left <= 0) return;
      await wait(random() * 500);
      if (left-- > 0) await worker.kill("SIGKILL");
    }
  };
  await Promise.all([place(), place()]);
  const { code, err } = await run.ended;
  expect([code, err]).toEqual([0, expect.any(String)]);
  expect(left).toBeLessThanOrEqual(0);
  expect(await office.outcome()).toEqual(await unbroken(many));
  const runs = office.runs();
  expect(runs.map(({ status }) => status)).toEqual(["done"]);
  expect(runs[0]!.counts).toMatchObject({ in: 20_000, new: 20_000, unchanged: 0, rejected: 0 });
}, 240_000);

test("R1: kill -9 of the coordinator, five times at random: the next one goes on from there", async () => {
  office = new FaultOffice({ tickets, redis });
  const random = randomFrom(9);
  const worker = office.start(["worker"]);
  await worker.says(/worker 就绪/);
  for (let kills = 1; kills <= 5; kills++) {
    const run = office.start(["run"]);
    await office.reaches(kills * 1000 - 500, run);
    await wait(random() * 100);
    await run.kill("SIGKILL");
  }
  const { code, err } = await office.run();
  expect([code, err]).toEqual([0, ""]);
  expect(await office.outcome()).toEqual(expected);
  const runs = office.runs();
  expect(runs.map(({ status }) => status)).toEqual([...Array(5).fill("interrupted"), "done"]);
});

describe("R2: SIGTERM", () => {
  test("a worker in mid-chunk hands back or finishes within 10 s and ends with 0; another one goes on", async () => {
    office = new FaultOffice({ tickets, redis });
    const first = office.start(["worker"]);
    await first.says(/worker 就绪/);
    const run = office.start(["run"]);
    await office.reaches(1000, run);
    const second = office.start(["worker"]);
    await second.says(/worker 就绪/);
    const told = performance.now();
    const { code, signal } = await first.kill("SIGTERM");
    expect([code, signal]).toEqual([0, null]);
    expect(performance.now() - told).toBeLessThan(10_000);
    const { code: good, err } = await run.ended;
    expect([good, err]).toEqual([0, expect.any(String)]);
    expect(await office.outcome()).toEqual(expected);
  });

  test.each(["inline", "bullmq"])(
    "a run (%s) ends within 10 s with 130, marked as interrupted; the next goes on",
    async (type) => {
      office = new FaultOffice({ tickets, ...(type === "bullmq" && { redis }) });
      if (type === "bullmq") await office.start(["worker"]).says(/worker 就绪/);
      const run = office.start(["run"]);
      await office.reaches(1000, run);
      const told = performance.now();
      const { code, signal } = await run.kill("SIGTERM");
      expect([code, signal]).toEqual([130, null]);
      expect(performance.now() - told).toBeLessThan(10_000);
      expect(office.runs().map(({ status }) => status)).toEqual(["interrupted"]);
      const done = (await office.outcome()).documents;
      expect(done).toBeLessThan(6000);
      const again = await office.run();
      expect([again.code, again.err]).toEqual([0, ""]);
      // What was finished in time is not done twice.
      expect(office.runs()[1]!.counts.in).toBe(6000 - done);
      expect(await office.outcome()).toEqual(expected);
    },
  );
});

describe("R41: a poison message", () => {
  const POISON = 700;
  const marked = invent(1500, 10, (i, text) => (i === POISON ? `毒标记${text}` : text));
  const without = marked
    .split("\n")
    .filter((line) => !line.startsWith(`F${POISON},`))
    .join("\n");
  let healthy: Outcome;
  beforeAll(async () => {
    healthy = await unbroken(without);
  });

  // The contract of runners has every harm on both of them.
  test.each([
    ["inline", "exit", /分析进程崩溃/],
    ["bullmq", "hang", /分析没有尽头/],
  ])("%s, that makes the work %s: it alone is rejected, its chunk and all others go on", async (type, harm, words) => {
    const queue = harm === "hang" ? { taskTimeout: 1 } : {};
    office = new FaultOffice({ tickets: marked, queue, ...(type === "bullmq" && { redis }) });
    const env = { MINYI_POISON: `毒标记:${harm}` };
    const working = async (harmed: Record<string, string>) => {
      if (type === "inline") return undefined;
      const worker = office.start(["worker"], harmed);
      await worker.says(/worker 就绪/);
      return worker;
    };
    const worker = await working(env);
    const { code, err } = await office.run(["run"], env);
    expect([code, err]).toEqual([3, expect.stringMatching(words)]);
    expect(err).toMatch(/tickets\.csv，记录 701/);
    expect(err).not.toContain("毒标记");
    expect(await office.outcome()).toEqual(healthy);
    const runs = office.runs();
    expect(runs.map(({ status }) => status)).toEqual(["done"]);
    expect(runs[0]!.counts).toMatchObject({ in: 1500, new: 1499, rejected: 1 });
    // Once the cause is mended, replay brings it in.
    await worker?.kill("SIGTERM");
    await working({});
    const replay = await office.run(["replay"]);
    expect([replay.code, replay.err]).toEqual([0, expect.any(String)]);
    expect((await office.outcome()).documents).toBe(1500);
  });
});
