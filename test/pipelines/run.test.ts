import { copyFileSync, readdirSync, readFileSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { configSchema } from "../../config/schema.js";
import { replay } from "../../pipelines/replay.js";
import { InlineRunner } from "../../pipelines/runners/inline.js";
import { LEXICAL } from "../helpers/lexical.js";
import { Office } from "../helpers/office.js";

let runner: InlineRunner;
beforeAll(() => {
  runner = new InlineRunner(configSchema.parse({ ...LEXICAL, queue: { workers: 1 } }));
});
afterAll(() => runner.close());

let office: Office;
const board = { name: "board", type: "folder", path: "inbox", channel: "board" };
beforeEach(() => {
  office = new Office([board]);
});
afterEach(() => office.close());

const HEADER = "留言编号,留言用户,留言主题,留言时间,留言详情";
const plant =
  "1,u1,搅拌站扰民,2026-11-02 08:10:00,清澜苑旁边的搅拌站整夜生产，灰尘很大，老人孩子没法睡觉，请环保部门管一管";
const lift = "2,u2,电梯坏了,2026-11-03 09:00:00,锦绣里三栋的电梯坏了半个月，物业一直说在等配件，什么时候能修好";
const thanks = "3,u3,感谢公交公司,2026-11-03 21:00:00,丢在公交车上的书包司机帮忙送回来了，非常感谢";

const checksum = () => office.with(runner, ({ store }) => store.checksum());

describe("a run", () => {
  test("reads a folder, and its manifest says what went in, what made it and what came out", async () => {
    office.file("inbox/a.csv", [HEADER, plant, lift]);
    office.file("inbox/b.csv", [HEADER, thanks]);
    const { manifest, rejects } = await office.run(runner);
    expect(rejects).toEqual([]);
    expect(manifest.status).toBe("done");
    expect(manifest.counts).toEqual({ in: 3, new: 3, replaced: 0, unchanged: 0, refused: 0, rejected: 0, folded: 0 });
    expect(manifest.inputs.map(({ input, counts, lastDay }) => [input, counts.in, lastDay])).toEqual([
      ["a.csv", 2, "2026-11-03"],
      ["b.csv", 1, "2026-11-03"],
    ]);
    expect(manifest.inputs[0]?.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(manifest.engine).toMatch(/^(nodejieba|node-rs)@\d/);
    expect(Object.keys(manifest.versions)).toEqual(expect.arrayContaining(["segment", "keywords", "minhash"]));
  });

  test("what it stores can be searched and counted", async () => {
    office.file("inbox/a.csv", [HEADER, plant, lift, thanks]);
    await office.run(runner);
    await office.with(runner, async ({ store }) => {
      const { total, hits } = await store.find({ text: "搅拌站" });
      expect(total).toBe(1);
      expect(hits[0]?.document).toMatchObject({
        externalId: "1",
        title: "搅拌站扰民",
        createdAt: "2026-11-02T00:10:00.000Z",
      });
      const days = await store.count({ every: "day" });
      expect(days.map(({ at, n }) => [at, n])).toEqual([
        ["2026-11-01T16:00:00Z", 1],
        ["2026-11-02T16:00:00Z", 2],
      ]);
    });
  });

  test("R11: the same file three times, touched or copied, changes nothing", async () => {
    const path = office.file("inbox/a.csv", [HEADER, plant, lift]);
    await office.run(runner);
    const first = await checksum();
    expect((await office.run(runner)).manifest.counts.in).toBe(0);
    utimesSync(path, new Date(), new Date("2026-11-08T00:00:00Z"));
    copyFileSync(path, join(office.folder, "inbox", "copy.csv"));
    const { manifest } = await office.run(runner);
    expect(manifest.counts).toMatchObject({ new: 0, replaced: 0, rejected: 0, folded: 0 });
    expect(await checksum()).toEqual(first);
  });

  test("R11: overlapping exports add only what is new", async () => {
    office.file("inbox/1.csv", [HEADER, plant, lift]);
    await office.run(runner);
    office.file("inbox/2.csv", [HEADER, lift, thanks]);
    const { manifest } = await office.run(runner);
    expect(manifest.counts).toMatchObject({ in: 2, new: 1, unchanged: 1 });
  });

  test("R13: any order of rows, files and runs gives the same store", async () => {
    const repeat = plant.replace("1,u1", "9,u9").replace("08:10:00", "07:00:00");
    office.file("inbox/1.csv", [HEADER, plant, lift, thanks, repeat]);
    await office.run(runner);
    const inOrder = await checksum();
    office.close();
    office = new Office([board]);
    office.file("inbox/1.csv", [HEADER, thanks, plant]);
    await office.run(runner);
    office.file("inbox/2.csv", [HEADER, repeat, lift]);
    await office.run(runner);
    expect(await checksum()).toEqual(inOrder);
    await office.with(runner, async ({ store }) => {
      const { hits } = await store.find({ text: "搅拌站", folded: "representatives" });
      expect(hits.map(({ document, folded }) => [document.externalId, folded])).toEqual([["9", 1]]);
    });
  });

  test("folding works across sources and keeps the count of what was folded", async () => {
    office.config = office.configured([
      { name: "hotline", type: "csv", path: "hotline.csv" },
      { name: "board", type: "csv", path: "board.csv", channel: "board" },
    ]);
    office.file("hotline.csv", [HEADER, plant]);
    office.file("board.csv", [HEADER, plant.replace("1,u1", "77,zhang").replace("08:10", "12:00")]);
    const { manifest } = await office.run(runner);
    expect(manifest.counts).toMatchObject({ new: 2, folded: 1 });
    await office.with(runner, async ({ store }) => {
      const { hits } = await store.find({ folded: "representatives" });
      expect(hits.map(({ document, folded }) => [document.source, folded])).toEqual([["hotline", 1]]);
    });
  });

  test("a corrected record restates past figures, a late one too, and the log says which", async () => {
    office.file("inbox/1.csv", [HEADER, plant, thanks]);
    await office.run(runner);
    const late = "4,u4,路灯不亮,2026-10-20 19:00:00,城北大道一排路灯都不亮，晚上走路很危险，希望修一修";
    office.file("inbox/2.csv", [HEADER, plant.replace("2026-11-02", "2026-11-01"), late]);
    const { manifest } = await office.run(runner);
    expect(manifest.counts).toMatchObject({ new: 1, replaced: 1 });
    await office.with(runner, async ({ state }) => {
      const log = state.restatements.list();
      expect(log.map(({ reason, at, beforeAt }) => [reason, at, beforeAt])).toEqual([
        ["corrected", "2026-11-01", "2026-11-02"],
        ["late", "2026-10-20", undefined],
      ]);
    });
  });

  test("one bad record does not stop the others; it is kept with its place and its reason", async () => {
    const bad = "5,u5,没有时间,2026-02-30 10:00:00,二月三十日提交的留言";
    const empty = "6,u6,,2026-11-03 10:00:00,";
    const twin = thanks.replace("3,u3", "1,u1"); // the id of the first row, for something else
    office.file("inbox/a.csv", [HEADER, plant, bad, empty, twin, lift]);
    const { manifest, rejects } = await office.run(runner);
    expect(manifest.counts).toEqual({ in: 5, new: 2, replaced: 0, unchanged: 0, refused: 0, rejected: 3, folded: 0 });
    expect(rejects.map(({ row }) => row).sort()).toEqual([2, 3, 4]);
    expect(rejects.find(({ row }) => row === 4)?.reason.zh).toBe(
      "编号与同一文件第 1 行相同，内容却不同；已保留第 1 行",
    );
    await office.with(runner, async ({ state }) => {
      expect(state.rejects.list({ status: "open" }).map(({ input, row }) => [input, row])).toEqual([
        ["a.csv", 2],
        ["a.csv", 3],
        ["a.csv", 4],
      ]);
    });
  });

  test("--since reads everything again, but only messages since then", async () => {
    office.file("inbox/a.csv", [HEADER, plant, lift, thanks]);
    await office.run(runner);
    const { manifest } = await office.run(runner, { since: "2026-11-02T16:00:00Z" });
    expect(manifest.counts).toMatchObject({ in: 2, unchanged: 2 });
  });
});

test("R31: author keys are dropped after 180 days, rejects after 30, and reading the old file again changes nothing", async () => {
  const again =
    "7,u1,搅拌站还在扰民,2026-11-03 08:10:00,清澜苑旁边的搅拌站整夜生产，灰尘很大，老人孩子没法睡觉，请环保部门管一管，这已经是第二次打电话";
  office.file("inbox/a.csv", [HEADER, plant, again, "8,u8,坏,2026-13-01,坏记录"]);
  await office.run(runner);
  const { documents, checksum: first } = await checksum();
  office.clock.advance(181 * 86_400_000);
  await office.run(runner);
  await office.with(runner, async ({ state, store }) => {
    expect(state.rejects.list()).toEqual([]);
    const { hits } = await store.find({});
    const rows = state.signatures.byIds(hits.map(({ document }) => document.id));
    expect([...rows.values()].map(({ authorKey }) => authorKey)).toEqual([undefined, undefined]);
    expect(new Set([...rows.values()].map(({ group }) => group)).size).toBe(1); // one author's two messages stay folded
  });
  office.file("inbox/b.csv", [HEADER, plant, again]);
  const { manifest } = await office.run(runner);
  expect(manifest.counts).toMatchObject({ in: 2, unchanged: 2 });
  expect(await checksum()).toEqual({ documents, checksum: first });
});

describe("replay", () => {
  test("brings rejects back once the mapping is right, as a correction where the id is taken on purpose", async () => {
    office.config = office.configured([{ ...board, map: { createdAt: "登记" } }]);
    office.file("inbox/a.csv", [
      "留言编号,留言主题,登记,办理,留言详情",
      "1,路灯不亮,无,2026-11-02 08:00:00,城北大道路灯不亮",
    ]);
    expect((await office.run(runner)).manifest.counts).toMatchObject({ in: 1, rejected: 1 });
    await office.with(runner, async (context) => {
      expect((await replay(context, { trigger: "test" })).counts).toMatchObject({ in: 1, rejected: 1 });
    });
    office.config = office.configured([{ ...board, map: { createdAt: "办理" } }]);
    await office.with(runner, async (context) => {
      const manifest = await replay(context, { trigger: "test" });
      expect(manifest.counts).toMatchObject({ in: 1, new: 1, rejected: 0 });
      expect(context.state.rejects.list({ status: "open" })).toEqual([]);
      expect((await context.store.find({})).hits[0]?.document).toMatchObject({
        externalId: "1",
        createdAt: "2026-11-02T00:00:00.000Z",
      });
    });
  });

  test("takes the second of two records with one id as the newer", async () => {
    office.file("inbox/a.csv", [HEADER, plant, thanks.replace("3,u3", "1,u1")]);
    await office.run(runner);
    await office.with(runner, async (context) => {
      expect((await replay(context, { trigger: "test" })).counts).toMatchObject({ in: 1, replaced: 1 });
      const { hits, total } = await context.store.find({});
      expect([total, hits[0]?.document.title]).toEqual([1, "感谢公交公司"]);
    });
  });
});

test("R24: no personal data is in any file of the office but the encrypted rejects", async () => {
  const canaries = ["13912345678", "11010119900307803X", "浙A8K2M5", "欧阳建国", "ouyang@example.org"];
  const text = `我叫欧阳建国，电话13912345678，身份证11010119900307803X，车牌浙A8K2M5，邮箱ouyang@example.org，小区停车乱收费`;
  office.file("inbox/a.csv", [
    HEADER,
    `1,13912345678,${text},2026-11-02 08:00:00,${text}`,
    `2,欧阳建国,坏记录,2026-13-45,${text}`,
  ]);
  const { manifest } = await office.run(runner);
  expect(manifest.counts).toMatchObject({ new: 1, rejected: 1 });
  for (const name of readdirSync(office.folder).filter((file) => file !== "inbox")) {
    const bytes = readFileSync(join(office.folder, name)).toString("latin1");
    for (const canary of canaries) {
      expect(bytes.includes(Buffer.from(canary).toString("latin1")), `${canary} in ${name}`).toBe(false);
    }
  }
});
