import { afterAll, afterEach, beforeAll, expect, inject, test, vi } from "vitest";
import { FaultProxy, isBulk } from "../services/proxy.js";
import { request } from "../services/request.js";
import { FaultOffice, type Outcome, unbroken } from "./fault-office.js";
import { invent } from "./messages.js";

// Real processes on a machine that may have other things to do.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 200_000 });

/** What an administrator, or a full disk, does to the indices while a run writes to them. */
const tickets = invent(3000, 3);
const server = inject("elasticsearch");
let expected: Outcome;
let proxy: FaultProxy;
let office: FaultOffice;

beforeAll(async () => {
  expected = await unbroken(tickets);
  proxy = await FaultProxy.start(server);
});
afterEach(() => office.close());
afterAll(() => proxy.stop());

const admin = async (method: string, path: string, body?: unknown) => {
  const { status, body: answer } = await request(`${server}/${path}`, undefined, { method, body });
  if (status !== 200) throw new Error(`${method} ${path}: ${status} ${answer}`);
  return answer;
};

test.each(["write", "read_only_allow_delete"])(
  "R9: indices become read-only in mid-run (%s): the run says so, waits, and goes on when the block is lifted",
  async (block) => {
    office = new FaultOffice({ tickets, elasticsearch: proxy.url });
    const child = office.start(["run"]);
    await office.reaches(500, child);
    await proxy.nextRequest(isBulk);
    await admin("PUT", `${office.prefix}-*/_settings`, { [`index.blocks.${block}`]: true });
    await child.says(/不可写入（cluster_block_exception，多半是磁盘将满），正在等待，最多 15 分钟/);
    const { documents } = await office.outcome();
    expect(documents).toBeLessThan(3000);
    expect(child.running).toBe(true);
    await admin("PUT", `${office.prefix}-*/_settings`, { [`index.blocks.${block}`]: null });
    const { code, err } = await child.ended;
    // Again at most where one index is free before the others.
    expect(err.match(/不可写入/g)!.length).toBeLessThanOrEqual(3);
    expect(err).toMatch(/Elasticsearch 已恢复，继续。/);
    expect(code).toBe(0);
    expect(await office.outcome()).toEqual(expected);
    expect(office.runs().map(({ status }) => status)).toEqual(["done"]);
  },
);

test("R9: an index is deleted under us: the run says which and what to do, run --since brings everything back", async () => {
  office = new FaultOffice({ tickets, elasticsearch: proxy.url });
  const child = office.start(["run"]);
  await office.reaches(1000, child);
  await admin("DELETE", `${office.prefix}-2026.09`);
  const { code, err } = await child.ended;
  expect(err).toContain(
    `Elasticsearch 的索引 ${office.prefix}-2026.09 被人删除：正在重新建立并重发这一批；其中原有的文档已丢失，请用 minyi run --since 2026-09-01 重新读取`,
  );
  expect(err).not.toContain("没有应答");
  // The run has counted what it holds, and does not pass for a good one.
  const { documents } = await office.outcome();
  expect(documents).toBeLessThan(3000);
  expect(err).toContain(`库里少了 ${3000 - documents} 件来件：曾经入库，现在查不到（例如索引被删除）`);
  expect(code).toBe(1);
  expect(office.runs().map(({ status }) => status)).toEqual(["failed"]);

  const since = /minyi run --since (\S+)/.exec(err.slice(err.indexOf("库里少了")))![1]!;
  const again = await office.run(["run", "--since", since]);
  expect([again.code, again.err]).toEqual([0, ""]);
  expect(await office.outcome()).toEqual(expected);
});

test("R9: all indices are deleted between two runs: run --since brings everything back", async () => {
  office = new FaultOffice({ tickets, elasticsearch: proxy.url });
  expect((await office.run()).code).toBe(0);
  for (const month of ["2026.08", "2026.09", "2026.10"]) await admin("DELETE", `${office.prefix}-${month}`);
  expect((await office.run(["run", "--since", "2026-08-01"])).code).toBe(0);
  expect(await office.outcome()).toEqual(expected);
});
