import { setTimeout as wait } from "node:timers/promises";
import { Redis } from "ioredis";
import { afterEach, beforeAll, expect, inject, test, vi } from "vitest";
import { uniquePrefix } from "../services/prefix.js";
import { FaultOffice, type Outcome, unbroken } from "./fault-office.js";
import { invent } from "./messages.js";

// Real processes on a machine that may have other things to do.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 200_000 });

/** Several programs that all want to be the one that writes. */
const redis = inject("redis");
const tickets = invent(3000, 11);
let expected: Outcome;
let offices: FaultOffice[] = [];

beforeAll(async () => {
  expected = await unbroken(tickets);
});
afterEach(async () => {
  await Promise.all(offices.map((office) => office.close()));
  offices = [];
});

function office(options: { prefix?: string; redis?: string } = {}): FaultOffice {
  const made = new FaultOffice({ tickets, ...options });
  offices.push(made);
  return made;
}

test("R12: five runs of the same office at once: one does the work, four say so and end with 0", async () => {
  const one = office();
  const ended = await Promise.all(Array.from({ length: 5 }, () => one.run()));
  expect(ended.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0]);
  expect(ended.filter(({ err }) => /另一个 minyi 正在使用 .*state\.db，这次不运行/.test(err))).toHaveLength(4);
  expect(one.runs().map(({ status, counts }) => [status, counts.new])).toEqual([["done", 3000]]);
  expect(await one.outcome()).toEqual(expected);
});

test("R12: a second machine on the same queue is refused while the first is at work, and taken once that has ended", async () => {
  const prefix = uniquePrefix("fault");
  const [first, second] = [office({ prefix, redis }), office({ prefix, redis })];
  await first.start(["worker"]).says(/worker 就绪/);
  const run = first.start(["run"]);
  await first.reaches(500, run);
  const refused = await second.run();
  expect([refused.code, refused.err]).toEqual([0, expect.stringMatching(/另一个 minyi 正在运行：.*，进程 \d+/)]);
  expect(refused.err).toContain(`进程 ${run.pid}`);
  expect((await run.ended).code).toBe(0);
  expect((await second.run()).code).toBe(0);
  expect(await first.outcome()).toEqual(expected);
  expect(await second.outcome()).toEqual(expected);
});

test("R12: a coordinator that was asleep for so long that another took over writes nothing more", async () => {
  const prefix = uniquePrefix("fault");
  const [first, second] = [office({ prefix, redis }), office({ prefix, redis })];
  await first.start(["worker"]).says(/worker 就绪/);
  const run = first.start(["run"]);
  await first.reaches(500, run);
  process.kill(run.pid, "SIGSTOP");
  const client = new Redis(redis);
  // The lock runs out by itself, after 30 s.
  while (await client.exists(`${prefix}:coordinator`)) await wait(200);
  client.disconnect();
  const before = await first.outcome();
  expect(before.documents).toBeLessThan(3000);
  const other = second.start(["run"]);
  await second.reaches(500, other);
  process.kill(run.pid, "SIGCONT");
  const { code, err } = await run.ended;
  expect([code, err]).toEqual([5, expect.stringMatching(/锁已被另一个 minyi 取得.*本进程不再写入/)]);
  expect(await first.outcome()).toEqual(before);
  expect((await other.ended).code).toBe(0);
  expect(await second.outcome()).toEqual(expected);
  // And later it goes on where it was.
  expect((await first.run()).code).toBe(0);
  expect(await first.outcome()).toEqual(expected);
});
