import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { type Elasticsearch, startElasticsearch } from "../services/elasticsearch.js";
import { FaultProxy, isBulk } from "../services/proxy.js";
import { FaultOffice, type Outcome, unbroken } from "./fault-office.js";
import { invent } from "./messages.js";

// Real processes on a machine that may have other things to do.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 200_000 });

/** An Elasticsearch that dies: one of our own, since the others' tests need theirs alive. */
const tickets = invent(3000, 2);
let expected: Outcome;
let server: Elasticsearch;
let proxy: FaultProxy;
let office: FaultOffice;

beforeAll(async () => {
  [server, expected] = await Promise.all([startElasticsearch({ heapMb: 512 }), unbroken(tickets)]);
  proxy = await FaultProxy.start(server.url);
});
afterEach(() => office.close());
afterAll(async () => {
  await proxy.stop();
  await server.stop();
});

test("R6: Elasticsearch is killed in mid-bulk and restarted: the run waits, says so, and goes on by itself", async () => {
  office = new FaultOffice({ tickets, elasticsearch: proxy.url });
  const child = office.start(["run"]);
  await office.reaches(1000, child);
  await proxy.nextRequest(isBulk);
  await server.kill();
  await server.restart();
  const { code, err } = await child.ended;
  expect(err).toMatch(/Elasticsearch（http:\/\/127\.0\.0\.1:\d+）没有应答（\w+），正在等待，最多 15 分钟。/);
  expect(err).toMatch(/Elasticsearch 已恢复，继续。/);
  expect(code).toBe(0);
  expect(await office.outcome()).toEqual(expected);
  const runs = office.runs();
  expect(runs.map(({ status }) => status)).toEqual(["done"]);
  expect(runs[0]!.counts).toMatchObject({ in: 3000, new: 3000, unchanged: 0, refused: 0, rejected: 0 });
});

test("R1: both are killed at the same time: the next run brings the rest, none twice", async () => {
  office = new FaultOffice({ tickets, elasticsearch: proxy.url });
  const child = office.start(["run"]);
  await office.reaches(1000, child);
  await proxy.nextRequest(isBulk);
  await Promise.all([child.kill("SIGKILL"), server.kill()]);
  await server.restart();
  expect((await office.run()).code).toBe(0);
  expect(await office.outcome()).toEqual(expected);
  expect(office.runs().map(({ status }) => status)).toEqual(["interrupted", "done"]);
});
