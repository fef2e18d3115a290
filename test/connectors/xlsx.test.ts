import { join } from "node:path";
import fc from "fast-check";
import { writeXlsx } from "hucre/xlsx";
import { describe, expect, test } from "vitest";
import { columnOf, numberText } from "../../connectors/xlsx/cell.js";
import { formatOf } from "../../connectors/xlsx/styles.js";
import { connect, folderWith, readAll, readFile, texts } from "./helpers.js";
import { HEADER, inlineRow, workbook } from "./xlsx-builder.js";

const STYLES =
  '<numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/><numFmt numFmtId="165" formatCode="00000"/></numFmts>' +
  '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
  '<cellXfs><xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="21"/></cellXfs>';

describe("XLSX", () => {
  test("what another program wrote: dates, numbers, text with zeros in front", async () => {
    const bytes = await writeXlsx({
      sheets: [
        {
          name: "工单",
          rows: [
            ["工单编号", "来电时间", "诉求内容", "点赞数"],
            ["00123", new Date(Date.UTC(2019, 7, 14, 11, 25, 10)), "路灯不亮 & <很暗>", 12],
            [188006, "2019/8/14 11:25", "第二行\n换行", null],
          ],
        },
      ],
    });
    const { items, rejects, warnings } = await readFile("a.xlsx", bytes);
    expect([rejects, warnings]).toEqual([[], []]);
    expect(
      items.map(({ item, row }) => [row, item.externalId, item.createdAt, item.text, item.engagement?.likes]),
    ).toEqual([
      [1, "00123", "2019-08-14T03:25:10.000Z", "路灯不亮 & <很暗>", 12],
      [2, "188006", "2019-08-14T03:25:00.000Z", "第二行\n换行", undefined],
    ]);
  });

  test("day numbers by their format: built in, Chinese, hour apart; without a format too", async () => {
    const { items } = await readFile(
      "a.xlsx",
      workbook({
        styles: STYLES,
        rows:
          inlineRow(1, ["编号", "来电日期", "来电时间", "内容"]) +
          '<row r="2"><c r="A2" s="3"><v>7</v></c><c r="B2" s="2"><v>43691</v></c><c r="C2" s="4"><v>0.4758</v></c><c r="D2" t="str"><v>a</v></c></row>' +
          '<row r="3"><c r="A3"><v>8</v></c><c r="C3" s="1"><v>43691.475810185185</v></c><c r="D3" t="str"><v>b</v></c></row>' +
          '<row r="4"><c r="A4"><v>9</v></c><c r="C4"><v>43691.475810185185</v></c><c r="D4" t="str"><v>c</v></c></row>',
      }),
    );
    expect(items.map(({ item }) => [item.externalId, item.createdAt])).toEqual([
      ["00007", "2019-08-14T03:25:09.000Z"],
      ["8", "2019-08-14T03:25:10.000Z"],
      ["9", "2019-08-14T03:25:10.000Z"],
    ]);
  });

  test("workbooks that count from 1904", async () => {
    const { items } = await readFile(
      "a.xlsx",
      workbook({
        workbookPr: '<workbookPr date1904="1"/>',
        styles: STYLES,
        rows:
          `${HEADER}<row r="2"><c><v>1</v></c><c s="1"><v>42229.5</v></c><c t="str"><v>a</v></c></row>` +
          `<row r="3"><c><v>2</v></c><c><v>42229.5</v></c><c t="str"><v>b</v></c></row>`,
      }),
    );
    expect(items.map(({ item }) => item.createdAt)).toEqual(["2019-08-14T04:00:00.000Z", "2019-08-14T04:00:00.000Z"]);
  });

  test("formulas give the value that was kept; errors of formulas are empty and told", async () => {
    const { items, warnings } = await readFile(
      "a.xlsx",
      workbook({
        rows: `${HEADER}<row r="2"><c t="e"><f>A9/0</f><v>#DIV/0!</v></c><c t="str"><v>2019-08-14</v></c><c t="str"><f>B1&amp;"x"</f><v>停水</v></c></row>`,
      }),
    );
    expect(items.map(({ item }) => [item.externalId, item.text])).toEqual([[undefined, "停水"]]);
    expect(warnings).toEqual(["第 1 条的「编号」是公式错误值，按空值处理"]);
  });

  test("shared strings, rich text, readings of characters, escaped characters", async () => {
    const { items } = await readFile(
      "a.xlsx",
      workbook({
        strings:
          "<si><t>停水</t></si><si><r><t>红</t></r><r><rPr><b/></rPr><t xml:space='preserve'>字 </t></r></si>" +
          "<si><t>東京</t><rPh sb='0' eb='2'><t>とうきょう</t></rPh></si><si><t>上_x000D_下</t></si>",
        rows:
          HEADER +
          [0, 1, 2, 3, 9]
            .map(
              (s, i) =>
                `<row r="${i + 2}"><c><v>${i}</v></c><c t="str"><v>2019-08-14</v></c><c t="s"><v>${s}</v></c></row>`,
            )
            .join(""),
      }),
    );
    expect(items.map(({ item }) => item.text)).toEqual(["停水", "红字", "東京", "上\r下"]);
  });

  test("cells merged downwards have their value in every row", async () => {
    const { items } = await readFile(
      "a.xlsx",
      workbook({
        rows:
          inlineRow(1, ["区县", "时间", "内容"]) +
          inlineRow(2, ["东区", "2019-08-14", "a"]) +
          inlineRow(3, ["", "", "b"]) +
          inlineRow(4, ["", "", "c"]) +
          inlineRow(5, ["", "2019-08-15", "d"]),
        after:
          '<mergeCells count="3"><mergeCell ref="A2:A4"/><mergeCell ref="B2:B4"/><mergeCell ref="C7:F7"/></mergeCells>',
      }),
    );
    expect(items.map(({ item }) => [item.text, item.district, item.createdAt.slice(0, 10)])).toEqual([
      ["a", "东区", "2019-08-13"],
      ["b", "东区", "2019-08-13"],
      ["c", "东区", "2019-08-13"],
      ["d", undefined, "2019-08-14"],
    ]);
  });

  test("a title above the header, empty rows, values beside the table; rows are counted from the header", async () => {
    const { items, rejects, warnings } = await readFile(
      "a.xlsx",
      workbook({
        rows:
          inlineRow(1, ["热线工单明细表"]) +
          inlineRow(3, ["编号", "时间", "内容"]) +
          inlineRow(4, ["1", "2019-08-14", "a", "旁注"]) +
          inlineRow(6, ["2", "坏", "b"]) +
          inlineRow(9, ["3", "2019-08-14", "c"]),
      }),
    );
    expect(items.map(({ row, item }) => [row, item.text])).toEqual([
      [1, "a"],
      [6, "c"],
    ]);
    expect(rejects.map((r) => [r.row, r.line, r.field])).toEqual([[3, 6, "时间"]]);
    expect(JSON.parse(Buffer.from(rejects[0]?.raw ?? []).toString())).toEqual(["2", "坏", "b"]);
    expect(warnings).toEqual(["表头之前的 1 行已跳过", "第 1 条在表头之外的列里还有内容，未采用"]);
  });

  test("the sheet that is named, else the first; others are told", async () => {
    const bytes = await writeXlsx({
      sheets: [
        {
          name: "一月",
          rows: [
            ["编号", "时间", "内容"],
            ["1", "2019-01-14", "a"],
          ],
        },
        {
          name: "二月",
          rows: [
            ["编号", "时间", "内容"],
            ["2", "2019-02-14", "b"],
          ],
        },
      ],
    });
    const first = await readFile("a.xlsx", bytes);
    expect([texts(first), first.warnings]).toEqual([["a"], ["只读第一个工作表；未读：二月（可用 sheet 指定）"]]);
    const named = await readFile("a.xlsx", bytes, { sheet: "二月" });
    expect([texts(named), named.warnings]).toEqual([["b"], []]);
    const wrong = await readFile("a.xlsx", bytes, { sheet: "三月" });
    expect(wrong.rejects.map((r) => [r.row, r.reason.zh])).toEqual([
      [0, "没有名为「三月」的工作表;现有:一月、二月。请检查配置里的 sheet"],
    ]);
  });

  test("numbers of more than 15 digits have lost the rest: they are no ids", async () => {
    const { items, warnings } = await readFile(
      "a.xlsx",
      workbook({
        rows: `${HEADER}<row r="2"><c><v>2.0190814112510001E16</v></c><c t="str"><v>2019-08-14</v></c><c t="str"><v>a</v></c></row>`,
      }),
    );
    expect(items[0]?.item.externalId).toBeUndefined();
    expect(warnings[0]).toMatch(/科学计数法/);
  });

  test("reading goes on behind the last acknowledged batch", async () => {
    const rows = Array.from({ length: 25 }, (_, i) => [String(i), "2019-08-14", `内容${i}`]);
    const bytes = await writeXlsx({ sheets: [{ name: "S", rows: [["编号", "时间", "内容"], ...rows] }] });
    const path = join(folderWith({ "a.xlsx": bytes }), "a.xlsx");
    const whole = await readAll(connect("xlsx", path, {}, 10));
    const rest = await readAll(connect("xlsx", path, {}, 10), new Map([["a.xlsx", whole.batches[0]?.position ?? {}]]));
    expect(rest.items.map((i) => i.row)).toEqual(whole.items.slice(10).map((i) => i.row));
  });

  test("any text that another program writes is read again", async () => {
    const text = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 30 })
      .filter((t) => /[^\p{C}\p{Z}\s]/u.test(t) && !/[\p{C}]|_x/u.test(t));
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 5 }), async (cells) => {
        const rows = cells.map((cell, i) => [`N${i}`, "2019-08-14", cell]);
        const bytes = await writeXlsx({ sheets: [{ name: "S", rows: [["编号", "时间", "内容"], ...rows] }] });
        expect(texts(await readFile("a.xlsx", bytes))).toEqual(cells.map((cell) => cell.trim()));
      }),
      { numRuns: 60 },
    );
  });
});

describe("cells", () => {
  test("column numbers of references", () => {
    expect(["A1", "Z9", "AA10", "GR1", "XFD1048576", "", "12"].map(columnOf)).toEqual([0, 25, 26, 199, 16_383, -1, -1]);
  });

  test("format codes that show dates", () => {
    const kinds = (codes: string[]) => codes.map((code) => formatOf(code).kind);
    expect(kinds(["yyyy-mm-dd", "[$-804]yyyy年m月d日", "h:mm", "[h]:mm:ss", 'm"月"d"日"', "上午/下午h时"])).toEqual(
      Array(6).fill("time"),
    );
    expect(kinds(["General", "0.00", "#,##0", "[Red]0", '"d"0', "0%", "0.00E+00", "@"])).toEqual(
      Array(8).fill("number"),
    );
    expect(formatOf("00000")).toEqual({ kind: "padded", width: 5 });
  });

  test("numbers as text", () => {
    const number = { kind: "number" } as const;
    expect(["188006", "1.5", "1E3", "0.1", "-4", "abc"].map((raw) => numberText(raw, number, 1900))).toEqual([
      "188006",
      "1.5",
      "1000",
      "0.1",
      "-4",
      "abc",
    ]);
    const time = { kind: "time" } as const;
    expect(numberText("43691.475810185185", time, 1900)).toBe("2019-08-14 11:25:10");
    expect(numberText("1", time, 1900)).toBe("1900-01-01");
    expect(numberText("61", time, 1900)).toBe("1900-03-01");
    expect(numberText("0.5", time, 1900)).toBe("12:00:00");
    expect(numberText("43691.9999999", time, 1900)).toBe("2019-08-15");
    expect(numberText("1e300", time, 1900)).toBe("1e+300");
  });
});
