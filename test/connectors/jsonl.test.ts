import fc from "fast-check";
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { valueEnd } from "../../connectors/json/elements.js";
import { readFile, texts } from "./helpers.js";

const line = (value: object) => `${JSON.stringify(value)}\n`;
const message = (i: number) => ({ id: String(i), time: "2019-08-14 11:25:10", text: `第${i}条` });

describe("JSONL", () => {
  test("nested reply, engagement and history; Chinese keys by the same names as columns", async () => {
    const { items, rejects } = await readFile(
      "a.jsonl",
      line({
        externalId: "1",
        createdAt: "2019-08-14T03:25:10Z",
        title: "停水",
        text: "停水三天",
        reply: { text: "已修复", department: "水务局", at: "2019-08-15 10:00" },
        engagement: { views: 10, likes: "1.2万", comments: null },
        history: [{ state: "派单", at: "2019-08-14 12:00", unit: "热线办" }, { state: "无时间" }],
      }) + line({ 工单编号: 2, 来电时间: "2019/8/14", 诉求内容: "停电", 区县: "东区", 点赞数: 3 }),
    );
    expect(rejects).toEqual([]);
    expect(items.map(({ item }) => item)).toEqual([
      {
        source: "board",
        externalId: "1",
        channel: "board",
        kind: "official",
        title: "停水",
        text: "停水三天",
        createdAt: "2019-08-14T03:25:10.000Z",
        reply: { text: "已修复", department: "水务局", at: "2019-08-15T02:00:00.000Z" },
        engagement: { views: 10, likes: 12_000 },
        history: [{ state: "派单", at: "2019-08-14T04:00:00.000Z", unit: "热线办" }],
      },
      {
        source: "board",
        externalId: "2",
        channel: "board",
        kind: "official",
        text: "停电",
        district: "东区",
        createdAt: "2019-08-13T16:00:00.000Z",
        engagement: { likes: 3 },
      },
    ]);
  });

  test("ids longer than JavaScript's numbers keep their digits", async () => {
    const { items } = await readFile(
      "a.jsonl",
      '{"id": 20190814112510001, "time": "2019-08-14", "text": "a: 20190814112510009"}\n' +
        '{"id": 20190814112510002, "time": "2019-08-14", "text": "b"}\n',
    );
    expect(items.map(({ item }) => item.externalId)).toEqual(["20190814112510001", "20190814112510002"]);
  });

  test("a broken line is a reject that does not quote it; the rest is read", async () => {
    const { items, rejects } = await readFile(
      "a.jsonl",
      `${line(message(1))}{"id":"2","text":"张三 13800001111\n\n[1,2]\n${line(message(3))}`,
    );
    expect(items.map((i) => [i.row, i.item.text])).toEqual([
      [1, "第1条"],
      [4, "第3条"],
    ]);
    expect(rejects.map((r) => [r.row, r.line, r.reason.zh])).toEqual([
      [2, 2, "不是有效的 JSON"],
      [3, 4, "应为一个 JSON 对象 {…}"],
    ]);
    expect(Buffer.from(rejects[0]?.raw ?? []).toString()).toBe('{"id":"2","text":"张三 13800001111');
  });

  test("a file with one array is read element by element", async () => {
    const list = [message(1), { ...message(2), text: '括号 ] } 和引号 " 在字符串里 \\' }, message(3)];
    for (const text of [JSON.stringify(list), JSON.stringify(list, null, 2), `\n ${JSON.stringify(list)} \n`]) {
      expect(texts(await readFile("a.jsonl", text))).toEqual(list.map((m) => m.text));
    }
  });

  test("an element of an array that is no object is a reject; an array that is not closed says so", async () => {
    const elements = await readFile(
      "a.jsonl",
      `[${JSON.stringify(message(1))}, 5, "x", ${JSON.stringify(message(2))}]`,
    );
    expect(texts(elements)).toEqual(["第1条", "第2条"]);
    expect(elements.rejects.map((r) => [r.row, r.reason.zh])).toEqual([
      [2, "应为一个 JSON 对象 {…}"],
      [3, "应为一个 JSON 对象 {…}"],
    ]);
    const open = await readFile("a.jsonl", `[${JSON.stringify(message(1))},\n{"id": "2", "text": "没有结束`);
    expect(texts(open)).toEqual(["第1条"]);
    expect(open.rejects.map((r) => [r.row, r.line, r.reason.zh])).toEqual([
      [2, 2, "引号或括号没有结束，其后的内容无法分条读取（建议改用每行一条的 JSONL）"],
    ]);
  });

  test("objects spread over lines, tables misnamed, keys that are missing: one reject that says what is expected", async () => {
    const pretty = await readFile("a.jsonl", JSON.stringify(message(1), null, 2));
    expect(pretty.rejects[0]?.reason.zh).toMatch(/^JSON 对象分成了多行。请每行写一个完整的对象/);
    const csv = await readFile("a.jsonl", `编号,时间,内容\n${"1,2019-08-14,停水\n".repeat(30)}`);
    expect(csv.rejects.map((r) => r.reason.zh)).toEqual([expect.stringMatching(/^这不是 JSONL/)]);
    const noTime = await readFile("a.jsonl", line({ id: 1, text: "a", when: "2019" }).repeat(30));
    expect(noTime.rejects.map((r) => [r.row, r.reason.zh])).toEqual([
      [0, expect.stringMatching(/^找不到时间（createdAt）列；找到的列：id、text、when/)],
    ]);
  });

  test("a record without time among others is a reject of its own", async () => {
    const { items, rejects } = await readFile(
      "a.jsonl",
      line(message(1)) + line({ id: "2", text: "a" }) + line(message(3)),
    );
    expect(items).toHaveLength(2);
    expect(rejects.map((r) => [r.row, r.field, r.reason.zh])).toEqual([[2, "createdAt", "没有时间"]]);
    expect(rejects[0]?.columns).toEqual({ id: "2", text: "a" });
  });

  test("GB18030 and UTF-16 work as in CSV", async () => {
    const text = line(message(1)) + line({ ...message(2), text: "𠮷祥里的路灯不亮" });
    for (const encoding of ["gb18030", "utf-16le"]) {
      expect(texts(await readFile("a.jsonl", iconv.encode(text, encoding)))).toEqual(["第1条", "𠮷祥里的路灯不亮"]);
    }
  });

  test("the end of any JSON value is found, whatever it holds", () => {
    fc.assert(
      fc.property(fc.json({ depthSize: "small" }), fc.json(), (first, second) => {
        const bytes = Buffer.from(`[${first},${second}]`);
        const end = valueEnd(bytes, 1, true);
        expect(bytes.toString("utf8", 1, end)).toBe(first);
      }),
      { numRuns: 1_000 },
    );
  });
});
