import { crc32, deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { writeXlsx } from "hucre/xlsx";
import { describe, expect, test } from "vitest";
import { readFile, texts } from "./helpers.js";
import { rawPart, rawZip } from "./raw-zip.js";
import { HEADER, inlineRow, type Parts, partsOf, workbook } from "./xlsx-builder.js";

const GOOD = `${HEADER}${inlineRow(2, ["1", "2019-08-14", "停水"])}`;

/** The one reject of a file that is refused as a whole. */
async function refused(content: Uint8Array | string, name = "a.xlsx"): Promise<string> {
  const { items, rejects, cursor } = await readFile(name, content);
  expect(items).toEqual([]);
  expect(rejects.map((r) => [r.row, r.input])).toEqual([[0, name]]);
  expect(cursor.get(name)).toMatchObject({ done: false });
  return rejects[0]?.reason.zh ?? "";
}

/** A workbook with one part replaced by other (claimed) content. */
function withPart(name: string, part: { packed: Buffer; crc: number; size: number }, parts: Parts = { rows: GOOD }) {
  const others = Object.entries(partsOf(parts)).filter(([path]) => path !== name);
  return rawZip([...others.map(([path, bytes]) => rawPart(path, Buffer.from(bytes))), { ...part, name }]);
}

/** An OLE container whose directory names this stream. */
function ole(stream: string): Buffer {
  const bytes = Buffer.alloc(512 * 4);
  Buffer.from("d0cf11e0a1b11ae1", "hex").copy(bytes);
  bytes.writeUInt16LE(9, 30);
  bytes.writeUInt32LE(1, 48);
  Buffer.from(stream, "utf16le").copy(bytes, 2 * 512);
  return bytes;
}

describe("R16: files that are no workbook, or one that must not be read", () => {
  const saveAs = "请用 Excel 或 WPS 打开后「另存为」.xlsx 或 .csv";

  test("R16: protected by a password", async () => {
    const rows = [["编号"], ["1"]];
    const bytes = await writeXlsx({ sheets: [{ name: "S", rows }], encryption: { password: "p", spinCount: 10 } });
    expect(await refused(bytes)).toBe("文件有密码保护。请打开后取消密码，再另存为 .xlsx 或 .csv");
    expect(await refused(ole("EncryptedPackage"))).toContain("密码");
  });

  test("R16: an old .xls that was renamed, a web page, text, rubbish, nothing", async () => {
    expect(await refused(ole("Workbook"))).toBe(`这是旧版 Excel 文件(.xls)。${saveAs}`);
    expect(await refused('\ufeff<html xmlns:x="urn:x"><table><tr><td>编号')).toBe(
      `这是网页(HTML)形式的表格,不是 xlsx。${saveAs}`,
    );
    expect(await refused("编号,时间,内容\n1,2019-08-14,停水\n")).toBe(
      "这不是 xlsx，像是文本或 CSV。若是 CSV，请把扩展名改为 .csv",
    );
    expect(await refused(Buffer.alloc(5_000))).toContain("已损坏");
    expect(await refused("")).toContain("被截断");
  });

  test("R16: other archives: a binary workbook, a text document", async () => {
    const rels = (target: string) =>
      `<Relationships><Relationship Id="r" Type="x/officeDocument" Target="${target}"/></Relationships>`;
    expect(await refused(rawZip([rawPart("_rels/.rels", rels("xl/workbook.bin"))]))).toContain("二进制工作簿(.xlsb)");
    expect(await refused(rawZip([rawPart("word/document.xml", "<w/>")]))).toContain("没有 Excel 工作簿");
  });

  test("R16: a file that is cut off anywhere", async () => {
    const whole = Buffer.from(workbook({ rows: GOOD }));
    for (let length = 4; length < whole.length; length += 53) {
      expect(await refused(whole.subarray(0, length))).toMatch(/不完整\(被截断\)|已损坏/);
    }
  });

  test("R16: any byte changed: it reads as before, or is refused; nothing is thrown", async () => {
    const whole = Buffer.from(workbook({ rows: GOOD }));
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: whole.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, flip) => {
          const bytes = Buffer.from(whole);
          bytes[at] = (bytes[at] as number) ^ flip;
          const { items, rejects } = await readFile("a.xlsx", bytes);
          if (items.length > 0) expect(items.map(({ item }) => item.text)).toEqual(["停水"]);
          else expect(rejects.map((r) => r.row)).toEqual([0]);
        },
      ),
      { numRuns: 200 },
    );
  });

  test("R16: a bomb is given up long before it has unfolded", async () => {
    const spaces = Buffer.alloc(200 * 1_048_576, 0x20);
    const bomb = { packed: deflateRawSync(spaces), crc: crc32(spaces), size: 1_000 };
    const before = process.memoryUsage.rss();
    expect(await refused(withPart("xl/worksheets/sheet1.xml", bomb))).toMatch(/^压缩内容膨胀超过 200 倍，疑似压缩炸弹/);
    expect(await refused(withPart("xl/sharedStrings.xml", bomb))).toMatch(/^压缩内容膨胀超过 200 倍/);
    expect(process.memoryUsage.rss() - before).toBeLessThan(200 * 1_048_576);
  });

  test("R16: a part that claims 4 GB is not even begun", async () => {
    const part = { ...rawPart("", "<worksheet/>"), size: 0xfffffffe };
    expect(await refused(withPart("xl/worksheets/sheet1.xml", part))).toMatch(/^压缩内容膨胀超过 200 倍/);
  });

  test("R16: declarations of types and entities, in any part", async () => {
    const dtd = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]>';
    const reason = "xlsx 内含 DTD 或实体声明,已拒绝读取";
    expect(await refused(workbook({ sheet: `${dtd}<worksheet><sheetData>${GOOD}</sheetData></worksheet>` }))).toContain(
      reason,
    );
    expect(
      await refused(withPart("xl/sharedStrings.xml", rawPart("", `${dtd}<sst><si><t>&c;</t></si></sst>`))),
    ).toContain(reason);
    expect(await refused(withPart("xl/workbook.xml", rawPart("", `${dtd}<workbook/>`)))).toContain(reason);
  });

  test("R16: rows and columns without bounds", async () => {
    expect(await refused(workbook({ rows: `${GOOD}<row r="999999999"><c t="str"><v>x</v></c></row>` }))).toContain(
      "超过 1048576 行",
    );
    const wide = inlineRow(1, ["编号", "时间", "内容", ...Array.from({ length: 250 }, (_, i) => `列${i}`)]);
    expect(await refused(workbook({ rows: wide + inlineRow(2, ["1", "2019-08-14", "停水"]) }))).toContain(
      "表头超过 200 列",
    );
    const far = `${GOOD}<row r="3"><c r="A3" t="str"><v>2</v></c><c r="B3" t="str"><v>2019-08-14</v></c><c r="C3" t="str"><v>停电</v></c><c r="ZZZZZZZ999999999" t="str"><v>x</v></c></row>`;
    const outcome = await readFile("a.xlsx", workbook({ rows: far }));
    expect(texts(outcome)).toEqual(["停水", "停电"]);
    expect(outcome.warnings).toEqual(["第 2 条在表头之外的列里还有内容，未采用"]);
  });

  test("R16: a tag without end does not fill the memory", async () => {
    const sheet = `<worksheet><sheetData>${HEADER}<row r="2" a="${"x".repeat(3_000_000)}"></row></sheetData></worksheet>`;
    expect(await refused(workbook({ sheet }))).toContain("已损坏");
  });

  test("R16: a text longer than a cell may be is cut, and that is told with row and field", async () => {
    const long = "水".repeat(40_000);
    const inline = await readFile("a.xlsx", workbook({ rows: HEADER + inlineRow(2, ["1", "2019-08-14", long]) }));
    const shared = await readFile(
      "a.xlsx",
      workbook({
        strings: `<si><t>${long}</t></si>`,
        rows: `${HEADER}<row r="2"><c><v>1</v></c><c t="str"><v>2019-08-14</v></c><c t="s"><v>0</v></c></row>`,
      }),
    );
    for (const { items, warnings } of [inline, shared]) {
      expect(items[0]?.item.text).toBe("水".repeat(32_767));
      expect(warnings).toEqual(["第 1 条的「内容」超过单元格上限 32,767 字，已截断（要保留全文请改用 CSV）"]);
    }
  });

  test("R16: macros are never looked at; a workbook that has some is read as any other", async () => {
    const outcome = await readFile(
      "a.xlsx",
      workbook({ rows: GOOD, more: { "xl/vbaProject.bin": Buffer.from("macro") } }),
    );
    expect(texts(outcome)).toEqual(["停水"]);
  });

  test("an empty sheet and a header only are rejects of the file, told once", async () => {
    for (const [rows, reason] of [
      ["", "工作表是空的"],
      [HEADER, "只有表头，没有数据。请检查导出条件"],
    ]) {
      const { rejects, cursor } = await readFile("a.xlsx", workbook({ rows: rows as string }));
      expect(rejects.map((r) => [r.row, r.reason.zh])).toEqual([[0, reason]]);
      expect(cursor.get("a.xlsx")).toMatchObject({ done: true });
    }
  });
});
