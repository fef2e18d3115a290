import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { configSchema } from "../../config/schema.js";
import type { Localized } from "../../core/localized.js";
import { openDatabase } from "../../core/sqlite.js";
import type { PipelineContext } from "../../pipelines/context.js";
import { type Reanalysed, reanalyze } from "../../pipelines/reanalyze.js";
import { run } from "../../pipelines/run.js";
import { InlineRunner } from "../../pipelines/runners/inline.js";
import { LEXICAL } from "../helpers/lexical.js";
import { Office } from "../helpers/office.js";

const HEADER = "编号,来电人,时间,标题,内容";
const ROWS = [
  "s1,甲,2026-11-02 09:00,清澜苑小区底商油烟扰民,清澜苑小区一楼底商餐馆油烟直排，住户不敢开窗，油烟扰民严重。",
  "s2,乙,2026-11-03 10:00,投诉清澜苑小区底商油烟扰民,清澜苑小区底商的烧烤店每晚油烟直排到楼上，油烟扰民。",
  "s3,丙,2026-11-04 11:00,清澜苑小区底商餐馆油烟直排,反映清澜苑小区底商餐馆没有装油烟净化器，油烟直排扰民。",
  "o1,己,2026-11-02 12:00,滨河路路灯不亮,滨河路东段的路灯有一周不亮了，晚上行人看不清路。",
  "o2,己,2026-11-05 12:00,滨河路路灯不亮,滨河路东段的路灯有一周不亮了，晚上行人看不清路！",
];

let runner: InlineRunner;
let office: Office;
beforeAll(() => {
  runner = new InlineRunner(configSchema.parse({ ...LEXICAL, queue: { workers: 1 } }));
});
afterAll(() => runner.close());
beforeEach(() => {
  const map = { externalId: "编号", author: "来电人", title: "标题", createdAt: "时间", text: "内容" };
  const source = { name: "hotline", type: "csv", path: "inbox", channel: "hotline", map };
  office = new Office([source], { issues: { enabled: true } });
  office.file("inbox/one.csv", [HEADER, ...ROWS]);
});
afterEach(() => office.close());

const work = <T>(doing: (context: PipelineContext) => Promise<T>): Promise<T> => office.with(runner, doing);
const collect = () => work((context) => run(context, { trigger: "test", job: "collect" }));
const again = (): Promise<Reanalysed> => work((context) => reanalyze(context, { trigger: "test" }));
const counts = () => work(async ({ state }) => state.issues.list().map(({ stats }) => stats.count));

/** A night with nothing new; gives what it warned of. */
async function night(): Promise<Localized[]> {
  const warnings: Localized[] = [];
  await work((context) => run(context, { trigger: "test", onWarning: (warning) => warnings.push(warning) }));
  return warnings;
}

/** Changes the state file behind the program's back. */
function meddle(sql: string): void {
  const database = openDatabase(office.config.state.path, { durable: true });
  database.exec(sql);
  database.close();
}

const NOTE = /有 5 件来件未参与热点归并.*minyi reanalyze/;

test("messages stored before there were prints get theirs, and the next night finds their issues", async () => {
  await collect();
  meddle("DELETE FROM matters; DELETE FROM matter_keys;");
  expect((await night()).map(({ zh }) => zh)).toEqual([expect.stringMatching(NOTE)]);
  expect(await counts()).toEqual([]);

  expect(await again()).toMatchObject({ documents: 5, changed: 0, failed: 0, pending: 5 });
  expect(await night()).toEqual([]);
  expect(await counts()).toEqual([3]);
});

test("what re-analysis puts into state is what a run puts there", async () => {
  const known = () =>
    work(async ({ state }) => ({
      matters: [...state.matters.scan()].map(({ number: _number, ...row }) => row),
      signatures: [...state.signatures.byIds(state.signatures.scan("", 10).map(({ id }) => id)).values()],
    }));
  await collect();
  const before = await known();
  meddle("DELETE FROM matters; DELETE FROM matter_keys;");
  await again();
  expect(await known()).toEqual(before);
});

test("prints of another version break nothing: they count as absent until they are made again", async () => {
  await night();
  expect(await counts()).toEqual([3]);
  const [before] = await work(async ({ state }) => state.issues.list());
  meddle("UPDATE matter_prints SET print = CAST(x'00' || substr(print, 2) AS BLOB); UPDATE matters SET pending = 1;");

  expect((await night()).map(({ zh }) => zh)).toEqual([expect.stringMatching(NOTE)]);
  await work((context) => run(context, { trigger: "test", job: "weekly" }));
  expect(await work(async ({ state }) => state.issues.list())).toEqual([before]);

  expect(await again()).toMatchObject({ documents: 5, changed: 0, pending: 5 });
  expect(await night()).toEqual([]);
  const [after] = await work(async ({ state }) => state.issues.list());
  expect([after?.id, after?.stats.count]).toEqual([before?.id, 3]);
});

test("where nothing has changed nothing is written, and nothing has to be looked at again", async () => {
  await night();
  const revisions = () =>
    work(async ({ store }) => (await store.find({})).hits.map(({ document }) => document.revision));
  const before = await revisions();
  const { manifest, ...done } = await again();
  expect(done).toEqual({ documents: 5, changed: 0, failed: 0, pending: 0 });
  expect(manifest).toMatchObject({ kind: "reanalyze", status: "done", counts: { in: 5, unchanged: 5 } });
  expect(await revisions()).toEqual(before);
});

test("what is understood otherwise now is written, and the past figures that it changes are logged", async () => {
  await night();
  await work(async ({ store, state }) => {
    const { hits } = await store.find({ text: "路灯", folded: "representatives" });
    const { document } = hits[0]!;
    const known = state.signatures.byIds([document.id]).get(document.id)!;
    const facets = { ...known.facets!, topic: "教育文体" };
    state.signatures.put([{ ...known, facets, bands: [] }]);
    const analysis = { ...document.analysis, topic: { ...document.analysis.topic, path: ["教育文体"] } };
    await store.put([{ ...document, analysis, revision: state.revisions.next(1), hash: "other" }]);
  });
  expect(await again()).toMatchObject({ documents: 5, changed: 1, pending: 0 });
  await work(async ({ store, state }) => {
    expect(await store.count({ where: { topic: ["教育文体"] } })).toEqual([]);
    const [restated, ...rest] = state.restatements.list();
    expect(rest).toEqual([]);
    expect(restated).toMatchObject({ reason: "reanalysed", before: { topic: "教育文体" } });
  });
});

test("R1: stopped, it goes on where it stopped; after a change of the configuration it begins anew", async () => {
  await collect();
  const stopped = new AbortController();
  const options = { trigger: "test", portion: 1, signal: stopped.signal, onProgress: () => stopped.abort() };
  const first = await work((context) => reanalyze(context, options));
  expect(first.manifest.status).toBe("interrupted");
  expect(first.documents).toBeLessThan(5);
  const mark = await work(async ({ state }) => state.cursors.get(":reanalyze").get("store"));
  expect(await again()).toMatchObject({
    documents: 5,
    manifest: { status: "done", counts: { in: 5 - first.documents } },
  });
  await work(async ({ state }) => {
    expect(state.cursors.get(":reanalyze").size).toBe(0);
    state.cursors.set(":reanalyze", "store", { ...mark, versions: "of another model" });
  });
  expect(await again()).toMatchObject({ documents: 5, manifest: { counts: { in: 5 } } });
});

test("messages older than what is remembered are not taken up again", async () => {
  office.config = { ...office.config, issues: { ...office.config.issues, memory: 2 } };
  await night();
  const known = () => work(async ({ state }) => state.matters.count());
  expect(await known()).toBe(2); // of the 4th and the 5th
  expect(await again()).toMatchObject({ documents: 5, pending: 0 });
  expect(await known()).toBe(2);
});
