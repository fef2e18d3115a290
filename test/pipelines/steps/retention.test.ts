import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { configSchema } from "../../../config/schema.js";
import { run } from "../../../pipelines/run.js";
import { InlineRunner } from "../../../pipelines/runners/inline.js";
import { keptFrom } from "../../../pipelines/steps/retention.js";
import { LEXICAL } from "../../helpers/lexical.js";
import { Office } from "../../helpers/office.js";

let runner: InlineRunner;
beforeAll(() => {
  runner = new InlineRunner(configSchema.parse(LEXICAL));
});
afterAll(() => runner.close());

let office: Office;
beforeEach(() => {
  office = new Office([{ name: "board", type: "folder", path: "inbox", channel: "board" }], {
    retention: { documents: 60, runs: 50 },
  });
});
afterEach(() => office.close());

const at = (text: string) => Date.parse(`${text}+08:00`);
const HEADER = "留言编号,留言主题,留言时间,留言详情";
const plant = "搅拌站扰民,TIME,清澜苑旁边的搅拌站整夜生产，灰尘很大，老人孩子没法睡觉，请环保部门管一管";
const told = (id: number, time: string, text = plant) => `${id},${text.replace("TIME", time)}`;

describe("the month from which documents are kept", () => {
  test.each([
    ["2026-11-09T00:00:00", 31, "2026-10-01T00:00:00"],
    ["2026-03-31T23:59:59", 31, "2026-02-01T00:00:00"],
    ["2026-04-01T00:00:00", 31, "2026-03-01T00:00:00"],
    ["2024-03-30T12:00:00", 30, "2024-02-01T00:00:00"],
    ["2026-01-15T00:00:00", 365, "2025-01-01T00:00:00"],
  ])("%s minus %i days: from %s", (now, days, from) => {
    expect(keptFrom(at(now), days, "Asia/Shanghai")).toBe(at(from));
  });

  test("is counted on the office's wall clock", () => {
    const now = Date.parse("2026-10-31T16:30:00Z"); // 1 November, 00:30 in Shanghai
    expect(keptFrom(now, 31, "Asia/Shanghai")).toBe(at("2026-10-01T00:00:00"));
    expect(keptFrom(now, 31, "UTC")).toBe(Date.parse("2026-09-01T00:00:00Z")); // 31 October minus 31 days: 30 September
  });
});

describe("R25: documents are dropped by whole months", () => {
  test("from store and state at once; what was folded into one of them stands for itself from then on", async () => {
    office.clock.moveTo(at("2026-11-09T10:00:00"));
    office.file("inbox/a.csv", [
      HEADER,
      told(1, "2026-10-20 08:00:00"),
      told(2, "2026-11-03 09:00:00"),
      told(3, "2026-11-04 09:00:00"),
      told(4, "2026-10-21 08:00:00", "路灯不亮,TIME,城北大道的路灯坏了三天，请派人修理"),
    ]);
    await office.run(runner);
    const folded = () =>
      office.with(runner, async ({ store }) => {
        const { hits } = await store.find({}, { order: "oldest" });
        const number = new Map(hits.map(({ document }) => [document.id, document.externalId]));
        return hits.map(({ document: { externalId, analysis } }) => [
          externalId,
          number.get(analysis.duplicateOf ?? ""),
        ]);
      });
    expect(await folded()).toEqual([
      ["1", undefined],
      ["4", undefined],
      ["2", "1"],
      ["3", "1"],
    ]);
    const dropped = async () => {
      const { manifest } = await office.run(runner);
      return manifest.steps.find(({ name }) => name === "retention")?.details;
    };
    office.clock.moveTo(at("2026-12-30T23:00:00")); // minus 60 days: 31 October
    expect(await dropped()).toMatchObject({ documents: 0, runs: 1 });
    expect(await folded()).toHaveLength(4);

    office.clock.moveTo(at("2026-12-31T00:00:00")); // minus 60 days: 1 November
    expect(await dropped()).toMatchObject({ documents: 2, runs: 0 });
    expect(await folded()).toEqual([
      ["2", undefined],
      ["3", "2"],
    ]);
    await office.with(runner, async ({ state, store }) => {
      expect([state.signatures.count(), await store.size()]).toEqual([2, 2]);
      expect(await store.find({ folded: "representatives" })).toMatchObject({ total: 1 });
      expect(await store.find({ text: "路灯" })).toMatchObject({ total: 0 });
    });
    // One more of the same finds the new representative.
    office.file("inbox/b.csv", [HEADER, told(5, "2026-11-05 09:00:00")]);
    await office.run(runner);
    expect(await folded()).toEqual([
      ["2", undefined],
      ["3", "2"],
      ["5", "2"],
    ]);
  });

  test("a crash between store and state is made good by the next time", async () => {
    office.clock.moveTo(at("2026-11-09T10:00:00"));
    office.file("inbox/a.csv", [HEADER, told(1, "2026-10-20 08:00:00"), told(2, "2026-11-03 09:00:00")]);
    await office.run(runner);
    office.clock.moveTo(at("2026-12-31T00:00:00"));
    await office.with(runner, async ({ store }) => {
      await store.remove({ to: "2026-10-31T16:00:00Z" });
    });
    const { manifest } = await office.run(runner);
    expect(manifest.status).toBe("done");
    await office.with(runner, async ({ state, store }) => {
      expect([state.signatures.count(), await store.size()]).toEqual([1, 1]);
      expect((await store.find({})).hits[0]?.document.analysis.duplicateOf).toBeUndefined();
    });
  });

  test("the job of the schedule does nothing else", async () => {
    office.file("inbox/a.csv", [HEADER, told(1, "2026-11-01 08:00:00")]);
    await office.with(runner, async (context) => {
      const manifest = await run(context, { trigger: "test", job: "retention" });
      expect(manifest.steps.map(({ name }) => name)).toEqual(["retention"]);
      expect(manifest.counts.in).toBe(0);
    });
  });
});
