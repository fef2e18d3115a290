import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { configSchema } from "../../../config/schema.js";
import type { Issue } from "../../../core/issue.js";
import type { PipelineContext } from "../../../pipelines/context.js";
import { updateIssues } from "../../../pipelines/issues/update.js";
import { InlineRunner } from "../../../pipelines/runners/inline.js";
import { LEXICAL } from "../../helpers/lexical.js";
import { Office } from "../../helpers/office.js";

const HEADER = "编号,来电人,时间,标题,内容";
/** Three citizens about one matter. */
const SMOKE = [
  "s1,甲,2026-11-02 09:00,清澜苑小区底商油烟扰民,清澜苑小区一楼底商餐馆油烟直排，住户不敢开窗，油烟扰民严重。",
  "s2,乙,2026-11-03 10:00,投诉清澜苑小区底商油烟扰民,清澜苑小区底商的烧烤店每晚油烟直排到楼上，油烟扰民。",
  "s3,丙,2026-11-04 11:00,清澜苑小区底商餐馆油烟直排,反映清澜苑小区底商餐馆没有装油烟净化器，油烟直排扰民。",
];
const MORE = [
  "s4,丁,2026-11-05 08:00,清澜苑小区底商油烟又直排了,清澜苑小区底商餐馆油烟直排扰民，整改后又恢复原样。",
  "s5,戊,2026-11-05 09:00,清澜苑小区底商油烟扰民无人管,清澜苑小区底商油烟直排，多次反映油烟扰民都没有结果。",
];
const OTHERS = [
  "o1,己,2026-11-02 12:00,滨河路路灯不亮,滨河路东段的路灯有一周不亮了，晚上行人看不清路。",
  "o2,庚,2026-11-03 12:00,咨询医保报销比例,请问异地住院的医保报销比例是多少，需要带什么材料。",
  "o3,辛,2026-11-04 12:00,建议增加早班公交,建议早高峰给十二路公交增加班次，学生上学挤不上车。",
];

let runner: InlineRunner;
let office: Office;
beforeAll(() => {
  runner = new InlineRunner(configSchema.parse({ ...LEXICAL, queue: { workers: 1 } }));
});
afterAll(() => runner.close());
beforeEach(() => {
  const issues = { enabled: true };
  const map = { externalId: "编号", author: "来电人", title: "标题", createdAt: "时间", text: "内容" };
  office = new Office([{ name: "hotline", type: "csv", path: "inbox", channel: "hotline", map }], { issues });
});
afterEach(() => office.close());

/** A night: files come in, are read, and what is done with state and store is said of the issues then. */
async function night(name: string, rows: readonly string[]): Promise<Issue[]> {
  office.file(`inbox/${name}.csv`, [HEADER, ...rows]);
  await office.run(runner);
  return office.with(runner, async ({ state }) => state.issues.list());
}
const work = <T>(doing: (context: PipelineContext) => Promise<T>): Promise<T> => office.with(runner, doing);

test("three messages about one matter are an issue after the night, with a title that names place and matter", async () => {
  const [issue, ...rest] = await night("one", [...SMOKE, ...OTHERS]);
  expect(rest).toEqual([]);
  expect(issue?.stats).toMatchObject({ count: 3, citizens: 3 });
  expect(issue?.title).toMatch(/清澜苑.*油烟/);
  const told = await work(async ({ state }) => state.issues.history(issue!.id));
  expect(told.map(({ kind, by }) => [kind, by])).toEqual([["opened", "machine"]]);
});

test("what comes in the next night joins the issue, which keeps its id", async () => {
  const [before] = await night("one", [...SMOKE, ...OTHERS]);
  const [after, ...rest] = await night("two", MORE);
  expect(rest).toEqual([]);
  expect(after?.id).toBe(before?.id);
  expect(after?.stats.count).toBe(5);
});

test("another night with nothing new changes nothing", async () => {
  const before = await night("one", [...SMOKE, ...OTHERS]);
  const update = await work((context) => updateIssues(context));
  expect(update).toEqual({ messages: 0, opened: 0, merged: 0, split: 0, closed: 0 });
  expect(await work(async ({ state }) => state.issues.list())).toEqual(before);
});

test("looking at everything again comes to the same issues under the same ids", async () => {
  await night("one", [...SMOKE, ...OTHERS]);
  const before = await night("two", MORE);
  await work((context) => updateIssues(context, { rebuild: true }));
  const after = await work(async ({ state }) => state.issues.list());
  expect(after.map(({ id, stats }) => [id, stats.count])).toEqual(before.map(({ id, stats }) => [id, stats.count]));
});

test("what a person split stays split, whatever comes in later", async () => {
  const [issue] = await night("one", [...SMOKE, ...MORE, ...OTHERS]);
  const other = await work(async ({ state }) => {
    const members = state.issues.members(issue!.id).map(({ documentId }) => documentId);
    return state.issues.split(issue!.id, members.slice(0, 2), "wang");
  });
  await night("two", ["s6,壬,2026-11-06 08:00,清澜苑小区底商油烟扰民,清澜苑小区底商油烟直排扰民，望尽快处理。"]);
  const sizes = await work(async ({ state }) => [other, issue!.id].map((id) => state.issues.members(id).length));
  expect(sizes.reduce((sum, n) => sum + n, 0)).toBe(6);
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(2);
});

test("an issue cools down with time: quiet after two weeks, closed after two months, open again with a new message", async () => {
  const [issue] = await night("one", [...SMOKE, ...OTHERS]);
  const statusAfter = async (day: string, rows: readonly string[] = []): Promise<string | undefined> => {
    office.clock.moveTo(Date.parse(`${day}T12:00:00Z`));
    const noise = `n${day},癸,${day} 08:00,${day}广场舞太吵,广场舞声音太大，${day}晚上又吵到十点。`;
    await night(day, [noise, ...rows]);
    return work(async ({ state }) => state.issues.get(issue!.id)?.status);
  };
  expect(issue?.status).toBe("open");
  expect(await statusAfter("2026-11-20")).toBe("quiet");
  expect(await statusAfter("2027-01-20")).toBe("closed");
  const again = "s9,子,2027-01-25 08:00,清澜苑小区底商油烟扰民,清澜苑小区底商油烟直排，油烟扰民又开始了。";
  expect(await statusAfter("2027-01-26", [again])).toBe("open");
  const kinds = await work(async ({ state }) => state.issues.history(issue!.id).map(({ kind }) => kind));
  expect(kinds).toEqual(["opened", "closed", "reopened"]);
});
