import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { configSchema } from "../../config/schema.js";
import { run } from "../../pipelines/run.js";
import { InlineRunner } from "../../pipelines/runners/inline.js";
import { LEXICAL } from "../helpers/lexical.js";
import { Office } from "../helpers/office.js";

let runner: InlineRunner;
beforeAll(() => {
  runner = new InlineRunner(configSchema.parse({ ...LEXICAL, queue: { workers: 1 } }));
});
afterAll(() => runner.close());

let office: Office;
beforeEach(() => {
  office = new Office([{ name: "board", type: "folder", path: "inbox", channel: "board" }]);
});
afterEach(() => office.close());

const HEADER = "留言编号,留言用户,留言主题,留言时间,留言详情";
const plant =
  "1,u1,搅拌站扰民,2026-11-02 08:10:00,清澜苑旁边的搅拌站整夜生产，灰尘很大，老人孩子没法睡觉，请环保部门管一管";
const lift = "2,u2,电梯坏了,2026-11-03 09:00:00,锦绣里三栋的电梯坏了半个月，物业一直说在等配件，什么时候能修好";
const again = plant.replace("1,u1", "3,u3").replace("08:10", "07:30");

/** Reads what is new and nothing else; then shows the sources' ids of what is pending, and what is known. */
function collect() {
  return office.with(runner, async (context) => {
    const { counts } = await run(context, { trigger: "test", job: "collect" });
    const { hits } = await context.store.find({});
    const numbers = new Map(hits.map(({ document }) => [document.id, document.externalId]));
    const { matters } = context.state;
    const pending = matters.pending(10).map((id) => numbers.get(id));
    const known = [...matters.scan()].map(({ id, representative, print }) => ({
      id: numbers.get(id),
      representative: numbers.get(representative),
      grams: print.grams.length,
      names: print.placeGrams.length,
    }));
    matters.settle(matters.pending(10));
    return { counts, pending, known };
  });
}

test("what a run has read waits to be looked at for hot issues, each with the message that it repeats", async () => {
  office.file("inbox/a.csv", [HEADER, plant, lift, plant.replace("1,u1", "4,u4").replace("08:10", "09:00")]);
  const { pending, known } = await collect();
  expect(pending).toEqual(["1", "4", "2"]);
  expect(known.map(({ id, representative }) => [id, representative])).toEqual([
    ["1", "1"],
    ["4", "1"],
    ["2", "2"],
  ]);
  for (const { grams } of known) expect(grams).toBeGreaterThan(20);
  expect(known[0]?.names).toBe(1); // 清澜苑
});

test("a run that reads the same again leaves nothing to look at", async () => {
  office.file("inbox/a.csv", [HEADER, plant, lift]);
  const first = await collect();
  office.file("inbox/b.csv", [HEADER, lift, plant]);
  const second = await collect();
  expect(second.counts).toMatchObject({ in: 2, unchanged: 2 });
  expect(second).toMatchObject({ pending: [], known: first.known });
});

test("a corrected message is looked at again, and one that another stands for now", async () => {
  office.file("inbox/a.csv", [HEADER, plant, lift]);
  await collect();
  office.file("inbox/b.csv", [HEADER, lift.replace("半个月", "一个月")]);
  expect((await collect()).pending).toEqual(["2"]);
  office.file("inbox/c.csv", [HEADER, again]); // earlier than the one that it repeats
  const { pending, known } = await collect();
  expect(pending).toEqual(["3", "1"]);
  expect(known.map(({ id, representative }) => [id, representative])).toEqual([
    ["3", "3"],
    ["1", "3"],
    ["2", "2"],
  ]);
});

test("R25: what retention drops is neither known nor waiting any more, nor in an issue", async () => {
  office.config = { ...office.config, retention: { ...office.config.retention, documents: 31 } };
  office.file("inbox/a.csv", [HEADER, plant.replace("2026-11", "2026-10"), lift]);
  await office.with(runner, async (context) => {
    await run(context, { trigger: "test", job: "collect" });
    const { matters, issues } = context.state;
    issues.assign([...matters.scan()].map(({ id, at }) => ({ documentId: id, issueId: "A", at })));
    office.clock.moveTo(Date.parse("2026-12-31T00:00:00+08:00"));
    await run(context, { trigger: "test", job: "retention" });
    const left = matters.pending(10);
    expect(left).toHaveLength(1);
    expect([...matters.scan()].map(({ id }) => id)).toEqual(left);
    expect(issues.members("A").map(({ documentId }) => documentId)).toEqual(left);
  });
});
