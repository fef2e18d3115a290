import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { writeXlsx } from "hucre/xlsx";
import { describe, expect, test } from "vitest";
import { connect, folderWith, readAll } from "./helpers.js";

const csv = (id: string) => `编号,时间,内容\n${id},2019-08-14,内容${id}\n`;
const jsonl = (id: string) => `${JSON.stringify({ id, time: "2019-08-14", text: `内容${id}` })}\n`;
const xlsx = (id: string) =>
  writeXlsx({
    sheets: [
      {
        name: "S",
        rows: [
          ["编号", "时间", "内容"],
          [id, "2019-08-14", `内容${id}`],
        ],
      },
    ],
  });

describe("folders", () => {
  test("files of all kinds, in order of name, subfolders included, packed or not", async () => {
    const folder = folderWith({
      "b.csv": csv("b"),
      "a/2.jsonl": jsonl("a2"),
      "a/1.csv.gz": gzipSync(csv("a1")),
      "a/10.csv": csv("a10"),
      "c.xlsx": await xlsx("c"),
      "d.XLSX.gz": gzipSync(await xlsx("d")),
      "e.json": `[${jsonl("e")}]`,
      "f.tsv": csv("f").replaceAll(",", "\t"),
    });
    const { items, rejects, batches } = await readAll(connect("folder", folder));
    expect(rejects).toEqual([]);
    expect(items.map(({ item }) => item.externalId)).toEqual(["a1", "a10", "a2", "b", "c", "d", "e", "f"]);
    expect(batches.map((b) => b.input)).toEqual([
      "a/1.csv.gz",
      "a/10.csv",
      "a/2.jsonl",
      "b.csv",
      "c.xlsx",
      "d.XLSX.gz",
      "e.json",
      "f.tsv",
    ]);
    expect(batches.every((b) => b.last && b.progress === 1 && /^[0-9a-f]{64}$/.test(b.inputHash ?? ""))).toBe(true);
  });

  test("hidden files, lock files, downloads under way and notes are left alone", async () => {
    const folder = folderWith({
      ".hidden.csv": csv("1"),
      ".git/x.csv": csv("2"),
      "~$open.xlsx": "lock",
      "b.csv.part": csv("3"),
      "README.md": "# 说明",
      "good.csv": csv("4"),
    });
    mkdirSync(join(folder, "empty"));
    symlinkSync(join(folder, "nowhere"), join(folder, "dangling.csv"));
    symlinkSync(folder, join(folder, "loop"));
    const { items, rejects } = await readAll(connect("folder", folder));
    expect(items.map(({ item }) => item.externalId)).toEqual(["4"]);
    expect(rejects).toEqual([]);
  });

  test("a table in a format that cannot be read is a reject with the way out", async () => {
    const folder = folderWith({ "old.xls": "x", "good.csv": csv("1") });
    const { items, rejects, cursor } = await readAll(connect("folder", folder));
    expect(items).toHaveLength(1);
    expect(rejects.map((r) => [r.input, r.row, r.reason.zh])).toEqual([
      ["old.xls", 0, "不支持这种格式。表格请用 Excel 或 WPS「另存为」.xlsx 或 .csv，压缩包请先解压"],
    ]);
    expect(cursor.get("old.xls")).toMatchObject({ done: false });
  });

  test("a source of one kind takes only the files so named; a single file is read whatever its name", async () => {
    const folder = folderWith({ "a.csv": csv("1"), "b.jsonl": jsonl("2"), 导出: csv("3") });
    expect((await readAll(connect("csv", folder))).items.map(({ item }) => item.externalId)).toEqual(["1"]);
    expect((await readAll(connect("jsonl", folder))).items.map(({ item }) => item.externalId)).toEqual(["2"]);
    expect((await readAll(connect("csv", join(folder, "导出")))).items.map(({ item }) => item.externalId)).toEqual([
      "3",
    ]);
  });

  test("a path that does not exist is an error of the source", async () => {
    await expect(readAll(connect("folder", "/nowhere/at/all"))).rejects.toMatchObject({
      what: { zh: "找不到文件或文件夹:/nowhere/at/all" },
      exitCode: 3,
    });
  });
});
