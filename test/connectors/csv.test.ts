import { describe, expect, test } from "vitest";
import { readFile, texts } from "./helpers.js";

const HEADER = "编号,时间,内容,点赞数\n";
const row = (i: number, text = `第${i}号留言`) => `${i},2019-08-14 11:25:10,${text},${i % 5}\n`;

describe("CSV", () => {
  test("a row becomes an item; its time is an instant in UTC", async () => {
    const { items, rejects, warnings } = await readFile("a.csv", `${HEADER}7,2019/8/14 11:25:10,路灯不亮,3\n`);
    expect(rejects).toEqual([]);
    expect(warnings).toEqual([]);
    expect(items).toEqual([
      {
        row: 1,
        item: {
          source: "board",
          externalId: "7",
          channel: "board",
          kind: "official",
          text: "路灯不亮",
          createdAt: "2019-08-14T03:25:10.000Z",
          engagement: { likes: 3 },
        },
      },
    ]);
  });

  test.each([
    [",", "auto"],
    [";", "auto"],
    ["\t", "auto"],
    ["|", "auto"],
    ["|", "|"],
  ])("the delimiter %j is found (configured: %s)", async (delimiter, configured) => {
    const content = `${HEADER}${row(1)}${row(2)}`.replaceAll(",", delimiter);
    expect(texts(await readFile("a.csv", content, { delimiter: configured }))).toEqual(["第1号留言", "第2号留言"]);
  });

  test("a first line sep=; as Excel writes it is obeyed", async () => {
    const content = `sep=;\n编号;时间;内容\n1;2019-08-14;停水, 停电\n`;
    expect(texts(await readFile("a.csv", content))).toEqual(["停水, 停电"]);
  });

  test("quoted fields may hold delimiters, line ends and doubled quotes", async () => {
    const content = `${HEADER}1,2019-08-14,"他说""没人管"",\n第二行",0\n${row(2)}`;
    expect(texts(await readFile("a.csv", content))).toEqual(['他说"没人管",\n第二行', "第2号留言"]);
  });

  test("rows above the header are skipped, and that is told", async () => {
    const { items, warnings } = await readFile("a.csv", `12345热线工单明细,,,\n,,,\n${HEADER}${row(1)}`);
    expect(items).toHaveLength(1);
    expect(warnings).toEqual(["表头之前的 1 行已跳过"]);
  });

  test("empty lines and rows without any value at the end are no records", async () => {
    const { items, rejects } = await readFile("a.csv", `${HEADER}\n${row(1)}\n  \n${row(2)}\n\n`);
    expect(items.map((i) => i.row)).toEqual([1, 2]);
    expect(rejects).toEqual([]);
  });

  test("columns without use are named once", async () => {
    const { warnings } = await readFile("a.csv", `编号,时间,内容,备用1\n1,2019-08-14,停水,x\n`);
    expect(warnings).toEqual(["未使用的列：备用1"]);
  });

  test("a warning says in both languages which file it is about", async () => {
    const { batches } = await readFile("a.csv", `编号,时间,内容,备用1\n1,2019-08-14,停水,x\n`);
    expect(batches[0]?.warnings).toEqual([{ zh: "a.csv：未使用的列：备用1", en: "a.csv: Columns not used: 备用1" }]);
  });

  test("ids keep their zeros, also as Excel protects them; a shortened number is no id", async () => {
    const content = `编号,时间,内容\n00123,2019-08-14,a\n"=""00124""",2019-08-14,b\n2.01908E+13,2019-08-14,c\n`;
    const { items, warnings } = await readFile("a.csv", content);
    expect(items.map(({ item }) => item.externalId)).toEqual(["00123", "00124", undefined]);
    expect(warnings[0]).toMatch(/第 3 条的「编号」被表格软件改成了科学计数法/);
  });
});

describe("R15: broken CSV", () => {
  test("R15: an open quote in the middle of 10,000 rows costs that row only", async () => {
    const rows = Array.from({ length: 10_000 }, (_, i) => row(i + 1, `"第${i + 1}号,留言"`));
    rows[4_999] = row(5_000, '"引号没有结束');
    const { items, rejects } = await readFile("a.csv", HEADER + rows.join(""));
    expect(items).toHaveLength(9_999);
    expect(rejects).toHaveLength(1);
    expect(rejects[0]).toMatchObject({ row: 5_000, line: 5_001, source: "board", input: "a.csv" });
    expect(rejects[0]?.reason.zh).toBe("引号不成对：结束引号后面不是分隔符");
    expect(Buffer.from(rejects[0]?.raw ?? []).toString()).toBe(rows[4_999]?.trimEnd());
    expect(items.at(-1)).toMatchObject({ row: 10_000, item: { text: "第10000号,留言" } });
  });

  test("R15: an open quote where no other quote follows costs that row only", async () => {
    const rows = Array.from({ length: 10_000 }, (_, i) => row(i + 1));
    rows[4_999] = row(5_000, '"引号没有结束');
    const { items, rejects } = await readFile("a.csv", HEADER + rows.join(""));
    expect(items).toHaveLength(9_999);
    expect(rejects.map((r) => [r.row, r.line, r.reason.zh])).toEqual([[5_000, 5_001, "引号没有结束"]]);
  });

  test("R15: an open quote in a text of several lines takes those lines, not the next record", async () => {
    const content = `${HEADER}1,2019-08-14,"第一行\n他说"好\n第三行,0\n${row(2)}${row(3)}`;
    const { items, rejects } = await readFile("a.csv", content);
    expect(items.map((i) => i.row)).toEqual([2, 3]);
    expect(rejects).toHaveLength(1);
    expect(Buffer.from(rejects[0]?.raw ?? []).toString()).toBe('1,2019-08-14,"第一行\n他说"好\n第三行,0');
  });

  test("R15: quotes that were not doubled are read as they were meant, with a warning", async () => {
    const content = `${HEADER}1,2019-08-14,"他说"好"就走了",0\n${row(2)}`;
    const { items, rejects, warnings } = await readFile("a.csv", content);
    expect(items.map(({ item }) => item.text)).toEqual(['他说"好"就走了', "第2号留言"]);
    expect(rejects).toEqual([]);
    expect(warnings).toEqual(["第 1 条引号没有按规范写成双份，已按原意读取"]);
  });

  test("R15: a stray quote inside a field without quotes is a character", async () => {
    expect(texts(await readFile("a.csv", `${HEADER}1,2019-08-14,24" 水管爆了,0\n${row(2)}`))).toEqual([
      '24" 水管爆了',
      "第2号留言",
    ]);
  });

  test("R15: ragged rows are rejected with the numbers of columns; empty columns at the end do no harm", async () => {
    const content = `${HEADER}1,2019-08-14,少一列\n2,2019-08-14,多,一,列\n3,2019-08-14,多出空列,0,,\n`;
    const { items, rejects } = await readFile("a.csv", content);
    expect(items.map((i) => i.row)).toEqual([3]);
    expect(rejects.map((r) => [r.row, r.line, r.reason.zh, r.reason.en])).toEqual([
      [1, 2, "应有 4 列，实有 3 列", "4 columns expected, 3 found"],
      [2, 3, "应有 4 列，实有 5 列", "4 columns expected, 5 found"],
    ]);
    const raw = Buffer.from(rejects[0]?.raw ?? []).toString();
    expect(raw).toBe("1,2019-08-14,少一列");
    expect(rejects[0]?.offset).toBe(Buffer.byteLength(HEADER));
  });

  test("R15: line ends: CR LF, a lone CR throughout, and a single lone CR between two records", async () => {
    const lines = `${HEADER}${row(1)}${row(2)}${row(3)}`;
    for (const content of [
      lines.replaceAll("\n", "\r\n"),
      lines.replaceAll("\n", "\r"),
      lines.replace(row(1), row(1).replace("\n", "\r")),
    ]) {
      const { items, rejects } = await readFile("a.csv", content);
      expect(items.map((i) => [i.row, i.item.text])).toEqual([
        [1, "第1号留言"],
        [2, "第2号留言"],
        [3, "第3号留言"],
      ]);
      expect(rejects).toEqual([]);
    }
  });

  test("R15: NULs inside a field stay in the text; a file full of NULs is refused", async () => {
    expect(texts(await readFile("a.csv", `${HEADER}1,2019-08-14,停\0水,0\n`))).toEqual(["停\0水"]);
    const { rejects } = await readFile("a.csv", Buffer.concat([Buffer.from(HEADER), Buffer.alloc(4_096)]));
    expect(rejects.map((r) => [r.row, r.reason.zh])).toEqual([
      [0, "文件里大量是 NUL 字节，不是文本（可能写入时断电或传输中断）。请重新导出或传输该文件"],
    ]);
  });

  test("R15: of two columns with one name the left one counts, with a warning", async () => {
    const { items, warnings } = await readFile("a.csv", `编号,时间,内容,内容\n1,2019-08-14,左,右\n`);
    expect(items[0]?.item.text).toBe("左");
    expect(warnings[0]).toBe("有同名的列，取最左边的一列：内容");
  });

  test.each([
    ["an empty file", "", "文件是空的。请检查导出是否成功"],
    ["white space only", " \n\n", "文件是空的。请检查导出是否成功"],
    ["a header only", HEADER, "只有表头，没有数据。请检查导出条件"],
  ])("R15: %s is one reject of the file, and is told only once", async (_, content, reason) => {
    const { rejects, cursor } = await readFile("a.csv", content);
    expect(rejects.map((r) => [r.row, r.reason.zh])).toEqual([[0, reason]]);
    expect(cursor.get("a.csv")).toMatchObject({ done: true });
  });

  test("R15: a wrong delimiter is named, with the one that would fit; the file is tried again next time", async () => {
    const { rejects, cursor } = await readFile("a.csv", "编号;时间;内容\n1;2019-08-14;停水\n", { delimiter: "," });
    expect(rejects.map((r) => [r.row, r.reason.zh])).toEqual([
      [0, "按分隔符「,」只分出一列：编号;时间;内容。文件看起来用「;」分隔，请改 delimiter 或设为 auto"],
    ]);
    expect(cursor.get("a.csv")).toMatchObject({ done: false });
    const full = await readFile("b.csv", "编号，时间，内容\n1，2019-08-14，停水\n");
    expect(full.rejects[0]?.reason.zh).toMatch(/^按分隔符「,」只分出一列：编号，时间，内容。支持的分隔符/);
  });

  test("R15: a missing column is named with the columns found and the way to map one", async () => {
    const { rejects } = await readFile("a.csv", "编号,说明,区\n1,停水,东区\n");
    expect(rejects[0]?.reason.zh).toBe(
      "找不到内容（text）列；找到的列：编号、说明、区。请在配置的 map 里写「text: 列名」，或用 --map text=列名",
    );
    const noTime = await readFile("b.csv", "编号,内容\n1,停水\n");
    expect(noTime.rejects[0]?.reason.en).toMatch(/^No column for the time \(createdAt\); columns found: 编号、内容\./);
  });

  test("R15: a file without a header does not spill its data into the message", async () => {
    const { rejects } = await readFile("a.csv", "1,张某某反映其家门口路灯不亮已经三个多月了希望尽快维修,13800001111\n");
    expect(rejects[0]?.reason.zh).not.toMatch(/13800001111|路灯/);
  });

  test("R18: a text of 10 MB is one record; one of 20 MB is a reject whose raw bytes are cut", async () => {
    const long = "水".repeat(3_500_000);
    const huge = "水".repeat(7_000_000);
    const content = `${HEADER}1,2019-08-14,"${long}",0\n2,2019-08-14,"${huge}",0\n${row(3)}`;
    const { items, rejects } = await readFile("a.csv", content);
    expect(items.map(({ item, row: n }) => [n, item.text.length])).toEqual([
      [1, 3_500_000],
      [3, 5],
    ]);
    expect(rejects).toHaveLength(1);
    expect(rejects[0]).toMatchObject({ row: 2, line: 3, rawCut: true, reason: { zh: "一条记录超过 16 MB" } });
    expect(rejects[0]?.raw).toHaveLength(1_048_576);
  });
});
