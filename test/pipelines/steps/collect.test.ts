import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { SourceConfig } from "../../../config/schema.js";
import { configSchema } from "../../../config/schema.js";
import { run } from "../../../pipelines/run.js";
import type { BatchDone } from "../../../pipelines/run-options.js";
import { InlineRunner } from "../../../pipelines/runners/inline.js";
import { collectSource } from "../../../pipelines/steps/collect.js";
import { LEXICAL } from "../../helpers/lexical.js";
import { Office } from "../../helpers/office.js";

let runner: InlineRunner;
beforeAll(() => {
  runner = new InlineRunner(configSchema.parse(LEXICAL));
});
afterAll(() => runner.close());

let office: Office;
afterEach(() => office.close());

const HEADER = "留言编号,留言主题,留言时间,留言详情";
const rows = (n: number) =>
  Array.from(
    { length: n },
    (_, i) => `${i},路灯,2026-10-${10 + (i % 20)} 08:00:00,第${i}号路段${(i * 7919).toString(36)}的路灯坏了`,
  );

test("a source that cannot be reached fails its own step; the others are read, and the run says which", async () => {
  const gone = { name: "gone", type: "csv", path: "gone.csv", channel: "board" };
  office = new Office([gone, { name: "board", type: "folder", path: "inbox", channel: "board" }]);
  office.file("inbox/a.csv", [HEADER, ...rows(2)]);
  const { manifest } = await office.run(runner);
  expect(manifest).toMatchObject({ status: "done", counts: { in: 2, new: 2 } });
  const statuses = Object.fromEntries(manifest.steps.map(({ name, status }) => [name, status]));
  const others = { retention: "done", verify: "done" };
  expect(statuses).toEqual({ "collect gone": "failed", "collect board": "done", ...others });
  const fault = manifest.steps.find(({ name }) => name === "collect gone")?.fault;
  expect(fault?.zh).toContain("gone.csv");
});

test("while it goes on the record in state tells others how far it is, at most once a second", async () => {
  office = new Office([{ name: "board", type: "csv", path: "a.csv", channel: "board" }]);
  office.file("a.csv", [HEADER, ...rows(1_800)]);
  const seen: unknown[] = [];
  const batches: BatchDone[] = [];
  await office.with(runner, async (context) => {
    const record = () => context.state.runs.last()?.steps[0];
    await run(context, {
      trigger: "test",
      onBatch: (batch) => {
        batches.push(batch);
        const step = record();
        seen.push([step?.status, step?.details.records]);
        if (batches.length === 2) office.clock.advance(1000);
      },
    });
    expect(record()).toMatchObject({ name: "collect board", status: "done", details: { records: 1800 } });
  });
  expect(seen).toEqual([
    ["running", 500],
    ["running", 500],
    ["running", 1500],
    ["running", 1500],
  ]);
  expect(batches.map(({ source, items, counts }) => [source, items, counts.in])).toEqual([
    ["board", 500, 500],
    ["board", 500, 500],
    ["board", 500, 500],
    ["board", 300, 300],
  ]);
  expect(Object.keys(batches[0]?.spent ?? {})).toContain("segment");
});

test("a few batches at a time come to the same as all at once", async () => {
  office = new Office([{ name: "board", type: "csv", path: "a.csv", channel: "board" }]);
  office.file("a.csv", [HEADER, ...rows(1_200)]);
  const source = office.config.sources[0] as SourceConfig;
  await office.with(runner, async (context) => {
    const runId = context.state.runs.start({
      kind: "follow",
      trigger: "test",
      sources: ["board"],
      versions: {},
      engine: "",
      config: "",
    });
    const turn = async (recordsBefore: number) => {
      const { records, batches, exhausted } = await collectSource(source, context, runId, {
        maxBatches: 2,
        recordsBefore,
      });
      return { records, batches, exhausted };
    };
    expect(await turn(0)).toEqual({ records: 1000, batches: 2, exhausted: false });
    expect(await turn(1000)).toEqual({ records: 1200, batches: 1, exhausted: true });
    expect(await turn(1200)).toEqual({ records: 1200, batches: 0, exhausted: true });
    expect(await context.store.size()).toBe(1200);
  });
});
