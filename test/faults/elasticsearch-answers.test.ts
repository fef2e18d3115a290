import { setTimeout as wait } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, inject, test, vi } from "vitest";
import { bulkOnly, FaultProxy, isBulk } from "../services/proxy.js";
import { FaultOffice, type Outcome, unbroken } from "./fault-office.js";
import { invent } from "./messages.js";

// Real processes on a machine that may have other things to do.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 200_000 });

/** What goes wrong between us and an Elasticsearch that is itself well. */
const tickets = invent(3000, 1);
const server = inject("elasticsearch");
let expected: Outcome;
let proxy: FaultProxy;
let office: FaultOffice;

beforeAll(async () => {
  expected = await unbroken(tickets);
  expect(expected.documents).toBe(3000);
  proxy = await FaultProxy.start(server);
});
afterEach(async () => {
  proxy.pass();
  proxy.passed.length = 0;
  await proxy.accept();
  await office.close();
});
afterAll(() => proxy.stop());

const bulks = () => proxy.passed.filter(({ method, path }) => isBulk(method, path));

test("R5: a storm of 429, twenty in a row: all is written all the same, the run says that it waits", async () => {
  office = new FaultOffice({ tickets, elasticsearch: proxy.url });
  proxy.answer429(20, bulkOnly);
  const { code, err } = await office.run();
  expect(err).toMatch(/忙不过来/);
  expect(err).toMatch(/已恢复，继续/);
  expect(code).toBe(0);
  expect(bulks().filter(({ outcome }) => outcome === 429)).toHaveLength(20);
  expect(await office.outcome()).toEqual(expected);
  expect(office.runs().map(({ status, counts }) => [status, counts.new])).toEqual([["done", 3000]]);
});

test("R5: Retry-After is honoured", async () => {
  office = new FaultOffice({ tickets, elasticsearch: proxy.url });
  proxy.answer429(1, { ...bulkOnly, retryAfter: 6 });
  const { code } = await office.run();
  expect(code).toBe(0);
  // What was refused is part of the first batch, and the second one waits for it.
  const times = bulks()
    .map(({ at }) => at)
    .sort((a, b) => a - b);
  const pauses = times.slice(1).map((at, i) => at - times[i]!);
  expect(Math.max(...pauses)).toBeGreaterThanOrEqual(5990);
  expect(await office.outcome()).toEqual(expected);
});

test("R6: the connection is cut after the request and before the answer, five times: nothing twice, nothing lost", async () => {
  office = new FaultOffice({ tickets, elasticsearch: proxy.url });
  proxy.cutAfterRequest(5, bulkOnly);
  const { code } = await office.run();
  expect(code).toBe(0);
  expect(bulks().filter(({ outcome }) => outcome === "cut")).toHaveLength(5);
  expect(await office.outcome()).toEqual(expected);
  // The first answer was lost, and the messages are new all the same.
  expect(office.runs()[0]?.counts).toMatchObject({ in: 3000, new: 3000, unchanged: 0, rejected: 0 });
});

test("R6: 503 from a proxy in its place is waited for, for reading and for writing", async () => {
  office = new FaultOffice({ tickets, elasticsearch: proxy.url });
  proxy.answer503(3);
  proxy.answer503(5, bulkOnly);
  expect((await office.run()).code).toBe(0);
  expect(await office.outcome()).toEqual(expected);
});

test("R6: answers that come after we have stopped waiting: sent again, nothing twice", async () => {
  office = new FaultOffice({ tickets, elasticsearch: proxy.url, store: { requestTimeout: 1 } });
  const child = office.start(["run"]);
  await proxy.nextRequest(isBulk);
  proxy.delay(1500);
  await child.says(/没有应答.*timeout/i);
  proxy.pass();
  const { code, err } = await child.ended;
  expect(err).toMatch(/已恢复，继续/);
  expect(code).toBe(0);
  expect(await office.outcome()).toEqual(expected);
});

test("R9: the store is down for 10 s: the run waits, says so once, and goes on by itself", async () => {
  office = new FaultOffice({ tickets, elasticsearch: proxy.url });
  const child = office.start(["run"]);
  await office.reaches(500, child);
  await proxy.nextRequest(isBulk);
  await proxy.refuse();
  await child.says(/没有应答（ECONN(REFUSED|RESET)），正在等待，最多 15 分钟/);
  await wait(10_000);
  await proxy.accept();
  const { code, err } = await child.ended;
  expect(code).toBe(0);
  expect(err.match(/正在等待/g)).toHaveLength(1);
  expect(err.match(/已恢复，继续/g)).toHaveLength(1);
  expect(await office.outcome()).toEqual(expected);
});

test("slow answers slow the run down, and that is all", async () => {
  office = new FaultOffice({ tickets, elasticsearch: proxy.url });
  proxy.delay(200);
  const { code, err } = await office.run();
  expect(code).toBe(0);
  expect(err).not.toMatch(/没有应答/);
  expect(await office.outcome()).toEqual(expected);
});

test("an outage that outlasts patience ends the run with 5 and the fix; the next run goes on from there", async () => {
  office = new FaultOffice({ tickets, elasticsearch: proxy.url, store: { patience: 0 } });
  const child = office.start(["run"]);
  await office.reaches(500, child);
  await proxy.nextRequest(isBulk);
  await proxy.refuse();
  const { code, err } = await child.ended;
  expect(code).toBe(5);
  expect(err).toMatch(/连不上 Elasticsearch（http:\/\/127\.0\.0\.1:\d+）：ECONN(REFUSED|RESET)/);
  expect(err).toMatch(/恢复后重新运行，已提交的进度不会丢失/);
  expect(office.runs().map(({ status }) => status)).toEqual(["failed"]);
  await proxy.accept();
  expect((await office.run()).code).toBe(0);
  expect(await office.outcome()).toEqual(expected);
  const runs = office.runs();
  expect(runs.map(({ status }) => status)).toEqual(["failed", "done"]);
  expect(runs[1]!.counts.in).toBeLessThan(3000);
});
