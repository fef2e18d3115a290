import { copyFileSync, readFileSync, renameSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { connect, folderWith, readAll } from "./helpers.js";

const csv = (ids: number[]) => `编号,时间,内容\n${ids.map((i) => `${i},2019-08-14,内容${i}\n`).join("")}`;
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

describe("R11: what has been read is not read again", () => {
  test("R11: the same file three times gives its records once", async () => {
    const folder = folderWith({ "a.csv": csv(range(0, 10)) });
    const first = await readAll(connect("csv", folder));
    expect(first.items).toHaveLength(10);
    const second = await readAll(connect("csv", folder), first.cursor);
    expect(second.batches).toEqual([]);
    expect((await readAll(connect("csv", folder), second.cursor)).batches).toEqual([]);
  });

  test("R11: a copy and a renamed file are passed over with a warning, once", async () => {
    const folder = folderWith({ "a.csv": csv(range(0, 10)) });
    const first = await readAll(connect("csv", folder));
    copyFileSync(join(folder, "a.csv"), join(folder, "copy.csv"));
    renameSync(join(folder, "a.csv"), join(folder, "b.csv"));
    const second = await readAll(connect("csv", folder), first.cursor);
    expect(second.items).toEqual([]);
    expect(second.warnings).toEqual([
      "b.csv 与已读过的 a.csv 内容相同，已跳过",
      "copy.csv 与已读过的 a.csv 内容相同，已跳过",
    ]);
    expect((await readAll(connect("csv", folder), second.cursor)).batches).toEqual([]);
  });

  test("R11: two copies that are new are read once", async () => {
    const folder = folderWith({ "a.csv": csv([1, 2]), "b.csv": csv([1, 2]) });
    const { items, warnings } = await readAll(connect("csv", folder));
    expect(items).toHaveLength(2);
    expect(warnings).toEqual(["b.csv 与已读过的 a.csv 内容相同，已跳过"]);
  });

  test("R11: a file that was only touched is not read again, and no longer hashed", async () => {
    const folder = folderWith({ "a.csv": csv([1]) });
    const first = await readAll(connect("csv", folder));
    utimesSync(join(folder, "a.csv"), 1_600_000_000, 1_600_000_000);
    const second = await readAll(connect("csv", folder), first.cursor);
    expect([second.items, second.warnings]).toEqual([[], []]);
    expect((await readAll(connect("csv", folder), second.cursor)).batches).toEqual([]);
  });

  test("a file that changed is read again from its start", async () => {
    const folder = folderWith({ "a.csv": csv([1, 2]) });
    const first = await readAll(connect("csv", folder));
    writeFileSync(join(folder, "a.csv"), csv([1, 2, 3]));
    const second = await readAll(connect("csv", folder), first.cursor);
    expect(second.items.map((i) => i.row)).toEqual([1, 2, 3]);
  });

  test("after any acknowledged batch reading goes on behind it: together each record comes once, in order", async () => {
    const rows = range(0, 57).map((i) =>
      i % 10 === 3 ? `${i},坏,内容${i}\n` : i % 10 === 7 ? `${i},2019-08-14\n` : `${i},2019-08-14,内容${i}\n`,
    );
    const content = `编号,时间,内容\n${rows.join("")}`;
    const folder = folderWith({ "a.csv": content, "b.csv.gz": gzipSync(content.replaceAll("内容", "正文")) });
    const whole = await readAll(connect("csv", folder, {}, 10));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.batches.length }), async (stop) => {
        const cursor = new Map(whole.batches.slice(0, stop).map((b) => [b.input, b.position]));
        const rest = await readAll(connect("csv", folder, {}, 10), cursor);
        const key = (b: { input: string; items: unknown; rejects: unknown }) => ({ ...b, warnings: [] });
        expect(rest.batches.map(key)).toEqual(whole.batches.slice(stop).map(key));
      }),
      { numRuns: 20 },
    );
  });

  test("the position tells hash, size, time of change, row and whether the file is done", async () => {
    const folder = folderWith({ "a.csv": csv(range(0, 25)) });
    const { batches } = await readAll(connect("csv", folder, {}, 10));
    const { size, mtimeMs } = statSync(join(folder, "a.csv"));
    const sha256 = batches[0]?.inputHash;
    expect(batches.map((b) => b.position)).toEqual([
      { sha256, size, mtimeMs, row: 10, done: false },
      { sha256, size, mtimeMs, row: 20, done: false },
      { sha256, size, mtimeMs, row: 25, done: true },
    ]);
    expect(batches.map((b) => b.last)).toEqual([false, false, true]);
  });

  test("a packed file that is cut off gives what it holds, then one reject, and is tried again", async () => {
    const packed = gzipSync(csv(range(0, 20_000)));
    const folder = folderWith({ "a.csv.gz": packed.subarray(0, packed.length - 1_000) });
    const first = await readAll(connect("csv", folder));
    expect(first.items.length).toBeGreaterThan(10_000);
    expect(first.rejects.map((r) => [r.row, r.reason.zh])).toEqual([
      [0, "gzip 文件不完整（被截断）。请重新传输或重新导出该文件"],
    ]);
    const again = await readAll(connect("csv", folder), first.cursor);
    expect(again.items).toEqual([]);
    expect(again.rejects).toHaveLength(1);
    writeFileSync(join(folder, "a.csv.gz"), packed);
    expect((await readAll(connect("csv", folder), again.cursor)).items).toHaveLength(20_000);
    expect(readFileSync(join(folder, "a.csv.gz"))).toEqual(packed);
  });
});
