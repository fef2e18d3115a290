import { existsSync, readFileSync } from "node:fs";
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

describe("R25: nothing of a message is left in state once retention has dropped it", () => {
  const at9 = (id: number, day: string, title: string, text: string) => `${id},${title},2026-${day} 09:00:00,${text}`;
  /** Dropped, with words that no other message has. */
  const OLD = [
    at9(1, "10-20", "清澜苑底商油烟熏得头晕", "清澜苑小区底商餐馆油烟直排，紫藤花架被熏黑，油烟扰民严重。"),
    at9(2, "10-21", "清澜苑底商油烟熏得头晕", "清澜苑小区底商烧烤店油烟直排到楼上，白玉兰盆栽全枯死了，油烟扰民。"),
    at9(
      3,
      "10-22",
      "清澜苑底商油烟熏得头晕难受",
      "反映清澜苑小区底商餐馆没有油烟净化器，金丝雀笼子落满油垢，油烟扰民。",
    ),
    at9(4, "10-23", "锦绣里电梯困人", "锦绣里三栋电梯困人，琥珀色警示灯一直亮着，物业不修电梯。"),
    at9(5, "10-24", "锦绣里电梯困人", "锦绣里三栋的电梯又困人了，翡翠手镯摔断在里面，物业不修电梯。"),
    at9(6, "10-25", "锦绣里电梯又困人", "锦绣里三栋电梯困人半小时，珊瑚红外套夹坏了，物业不修电梯。"),
  ];
  const KEPT = [
    at9(7, "11-03", "清澜苑小区底商油烟扰民", "清澜苑小区底商餐馆油烟直排扰民，整改后又恢复原样，油烟扰民。"),
    at9(8, "11-04", "清澜苑小区底商油烟扰民", "清澜苑小区底商油烟直排，多次反映油烟扰民都没有结果。"),
  ];
  const GONE = ["熏得头晕", "紫藤花", "白玉兰", "金丝雀", "琥珀", "翡翠", "珊瑚", "困人", "锦绣里"];

  /** Which of the words stand in the state file or its log. */
  const inState = () => {
    const { path } = office.config.state;
    const files = [path, `${path}-wal`].filter((name) => existsSync(name)).map((name) => readFileSync(name));
    return GONE.filter((word) => files.some((bytes) => bytes.includes(word)));
  };

  test("not in an issue that goes on, nor in one that is merged or over, nor in the bytes of file and log", async () => {
    office.config = { ...office.config, issues: { ...office.config.issues, enabled: true } };
    office.clock.moveTo(at("2026-11-09T10:00:00"));
    office.file("inbox/a.csv", [HEADER, ...OLD, ...KEPT]);
    await office.run(runner);
    const [smoke, other] = await office.with(runner, async ({ state }) => {
      const listed = state.issues.list().sort((a, b) => b.stats.count - a.stats.count);
      expect(listed.map(({ stats }) => stats.count)).toEqual([5, 3]);
      const [first, second] = listed.map(({ id }) => id) as [string, string];
      const written = { text: "居民反映紫藤花被熏黑。", model: "test", at: "2026-11-09T00:00:00Z" };
      state.issues.save(listed.map((issue) => ({ ...issue, written, title: `${issue.title}困人` })));
      state.issues.rename(first, "油烟问题", "wang");
      state.issues.undo(first, "wang");
      // Merged with one that is over: what it was called and what it quoted is still on record.
      state.issues.save([{ ...listed[1]!, id: "former", status: "merged" }]);
      state.issues.save([{ ...listed[1]!, id: "fallen apart", status: "closed" }]);
      state.issues.record({ issueId: "former", kind: "merged", other: first, by: "machine" });
      return [first, second];
    });
    expect(inState()).toEqual(expect.arrayContaining(["熏得头晕", "紫藤花", "困人", "锦绣里"]));

    office.clock.moveTo(at("2026-12-31T00:00:00"));
    await office.with(runner, async (context) => {
      await run(context, { trigger: "test", job: "retention" });
      expect(inState()).toEqual([]); // at once, while the program goes on
      const { issues } = context.state;
      expect(issues.get(smoke)).toMatchObject({ place: expect.stringContaining("清澜苑"), stats: { count: 2 } });
      expect(issues.get(smoke)?.title).toMatch(/清澜苑.*油烟扰民/);
      expect(issues.get(smoke)?.summary.length).toBeGreaterThan(0);
      expect(issues.get(smoke)?.written).toBeUndefined();
      expect([issues.get(other), issues.get("fallen apart"), issues.stale()]).toEqual([undefined, undefined, []]);
      expect(issues.get("former")).toMatchObject({ status: "merged", summary: [], keywords: [], place: "" });
      const shown = JSON.stringify([...issues.list({ includeDismissed: true }), issues.history(smoke)]);
      expect(GONE.filter((word) => shown.includes(word))).toEqual([]);
    });
    expect(inState()).toEqual([]);
  });

  test("nor in the inbox that it was pushed into", async () => {
    office.clock.moveTo(at("2026-12-31T00:00:00"));
    await office.with(runner, async (context) => {
      const { state } = context;
      const item = { source: "app", channel: "other" as const, kind: "unverified" as const, text: "紫藤花被熏黑了" };
      const pushed = { ...item, id: "p1", createdAt: "2026-10-20T01:00:00Z" };
      state.inbox.add("app", [{ item: pushed, hash: "h" }]);
      const known = { source: "app", input: "inbox", row: 1, createdAt: Date.parse(pushed.createdAt), hash: "h" };
      state.signatures.put([{ ...known, id: "p1", signature: "", group: "p1", bands: [] }]);
      await run(context, { trigger: "test", job: "retention" });
      expect(state.inbox.read("app", 0, 9)).toHaveLength(1); // not read yet: it is still to be taken in
      state.signatures.put([{ ...known, id: "p1", signature: "", group: "p1", bands: [] }]);
      state.cursors.set("app", "inbox", { number: 1 });
      await run(context, { trigger: "test", job: "retention" });
      expect(state.inbox.read("app", 0, 9)).toEqual([]);
      expect(inState()).toEqual([]);
    });
  });
});
