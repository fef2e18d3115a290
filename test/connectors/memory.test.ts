import { execFile } from "node:child_process";
import { closeSync, openSync, statSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { crc32, deflateRawSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { shipped } from "../../core/paths.js";
import { folderWith } from "./helpers.js";
import { rawZip } from "./raw-zip.js";
import { HEADER, partsOf } from "./xlsx-builder.js";

interface Result {
  items: number;
  characters: number;
  rejects: { row: number; reason: string; raw: number }[];
  memory: number;
  perSecond: number;
}

/** Reads a file in a process of its own whose heap is limited (MB). */
async function readInChild(path: string, heap: number): Promise<Result> {
  const script = shipped("test", "connectors", "children", "read-file.ts");
  const args = [`--max-old-space-size=${heap}`, "--import", "tsx", script, path];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: shipped() });
  return JSON.parse(stdout) as Result;
}

const SENTENCE = "反映青山路夜间施工噪音扰民,希望有关部门尽快处理。".repeat(8).slice(0, 190);

describe("packed files", () => {
  test("a gzip bomb is given up, whatever it holds", async () => {
    const folder = folderWith({ "a.csv.gz": gzipSync(`编号,时间,内容\n${"\n".repeat(150_000_000)}`) });
    const { items, rejects, memory } = await readInChild(join(folder, "a.csv.gz"), 48);
    expect(items).toBe(0);
    expect(rejects.map((r) => [r.row, r.reason.slice(0, 14)])).toEqual([[0, "压缩内容膨胀超过 200 倍"]]);
    expect(memory).toBeLessThan(300);
  });
});

describe("memory does not grow with the input", () => {
  test("a CSV of 100 MB is read with a heap of 48 MB", async () => {
    const folder = folderWith({});
    const path = join(folder, "a.csv");
    const file = openSync(path, "w");
    writeSync(file, "编号,时间,内容\n");
    const rows = 180_000;
    for (let i = 0; i < rows; i += 2_000) {
      writeSync(
        file,
        Array.from({ length: 2_000 }, (_, k) => `${i + k},2019-08-14 11:25:10,"${i + k}${SENTENCE}"\n`).join(""),
      );
    }
    closeSync(file);
    expect(statSync(path).size).toBeGreaterThan(100e6);
    const { items, rejects, memory, perSecond } = await readInChild(path, 48);
    expect([items, rejects]).toEqual([rows, []]);
    // About 85,000 on an idle machine; a slip to a fraction of that should be seen.
    expect(perSecond).toBeGreaterThan(25_000);
    expect(memory).toBeLessThan(300);
  });

  test("R15, R18: quotes that never end, a line of 100 MB, rejects of a megabyte each: bounded too", async () => {
    const megabyte = "x".repeat(1_048_576);
    const parts = ["编号,时间,内容\n", '1,2019-08-14,"没有结束\n', ...Array(100).fill(megabyte), "\n"];
    parts.push(...Array(60).fill(`${megabyte},2\n`), "3,2019-08-14,停水\n");
    const path = join(folderWith({}), "a.csv");
    writeFileSync(path, parts.join(""));
    const { items, rejects, memory } = await readInChild(path, 48);
    expect(items).toBe(1);
    expect(rejects.every(({ raw }) => raw <= 1_048_576)).toBe(true);
    expect(memory).toBeLessThan(500);
  });

  test("R16: a workbook of 120,000 long texts, all different, is read with a heap of 80 MB", async () => {
    const count = 120_000;
    const list = Array.from({ length: count }, (_, i) => `<si><t>${i}${SENTENCE}</t></si>`).join("");
    const rows = Array.from(
      { length: count },
      (_, i) =>
        `<row r="${i + 2}"><c><v>${i}</v></c><c t="str"><v>2019-08-14</v></c><c t="s"><v>${count - 1 - i}</v></c></row>`,
    ).join("");
    const parts = { ...partsOf({ rows: HEADER + rows }), "xl/sharedStrings.xml": Buffer.from(`<sst>${list}</sst>`) };
    const path = join(folderWith({}), "a.xlsx");
    writeFileSync(
      path,
      rawZip(
        Object.entries(parts).map(([name, content]) => {
          const bytes = Buffer.from(content);
          return { name, packed: deflateRawSync(bytes, { level: 1 }), crc: crc32(bytes), size: bytes.length };
        }),
      ),
    );
    const { items, characters, memory } = await readInChild(path, 80);
    expect(items).toBe(count);
    expect(characters).toBe(
      count * 190 + Array.from({ length: count }, (_, i) => String(i).length).reduce((a, b) => a + b),
    );
    expect(memory).toBeLessThan(350);
  });
});
