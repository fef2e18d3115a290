import { describe, expect, test } from "vitest";
import { channelOf } from "../../connectors/channels.js";
import { parseCount } from "../../connectors/numbers.js";
import { shapeOf, shownName } from "../../connectors/reasons.js";
import { readFile } from "./helpers.js";

describe("counts", () => {
  test.each([
    ["0", 0],
    ["1024", 1024],
    ["1,024", 1024],
    ["1，024", 1024],
    ["12,345,678", 12_345_678],
    ["１２", 12],
    ["12.0", 12],
    ["1.2万", 12_000],
    ["1.25w", 12_500],
    ["3千", 3_000],
    ["1.5k", 1_500],
    ["2亿", 200_000_000],
    ["100+", 100],
  ])("%s", (text, count) => {
    expect(parseCount(text)).toBe(count);
  });

  test.each(["-1", "1.5", "12,34", "很多", "1e5", "", "9".repeat(30), "1 2"])("%j is no count", (text) => {
    expect(parseCount(text)).toBeUndefined();
  });
});

describe("channels", () => {
  test.each([
    ["电话", "hotline"],
    ["12345热线", "hotline"],
    ["网站", "board"],
    ["微信公众号", "board"],
    ["WECHAT_MP", "board"],
    ["PC", "board"],
    ["微博", "post"],
    ["抖音", "post"],
    ["新闻媒体", "news"],
    ["来信来访", "hotline"],
    ["post", "post"],
  ])("%s", (word, channel) => {
    expect(channelOf(word)).toBe(word === "来信来访" ? "other" : channel);
  });

  test("an unknown word is told, and the source's channel is used", async () => {
    const { items, warnings } = await readFile(
      "a.csv",
      "编号,时间,内容,渠道\n1,2019-08-14,停水,QQQ\n2,2019-08-14,停电,电话\n",
    );
    expect(items.map(({ item }) => item.channel)).toEqual(["board", "hotline"]);
    expect(warnings).toEqual(["第 1 条的「渠道」的渠道「QQQ」不认识，按来源的渠道计，该值未采用"]);
  });
});

describe("what messages may show of values", () => {
  test("shapes tell nothing", () => {
    expect(shapeOf("张三 13800001111 abc")).toBe("字字 99999999999 aaa");
    expect(shapeOf("x".repeat(50))).toBe(`${"a".repeat(24)}…`);
  });

  test("names of columns are shown, what looks like data is not", () => {
    expect(shownName("诉求内容(必填)")).toBe("诉求内容(必填)");
    expect(shownName("13800001111")).toBe("99999999999");
    expect(shownName("a@b.cn")).toBe("a@a.aa");
    expect(shownName("\u001b[31m内容")).toBe(" [31m内容");
  });
});

describe("values that make no sense are left out and told, the message stays", () => {
  test("counts, reply times and codes", async () => {
    const { items, rejects, warnings } = await readFile(
      "a.csv",
      "编号,时间,内容,点赞数,答复意见,答复时间,满意度,类别\n" +
        "1,2019-08-14,停水,很多,已转办,2999-01-01,-1,4787\n" +
        "2,2019-08-14,停电,,,0000-00-00 00:00:00,未评价,市政\n" +
        "3,2019-08-14,停气,无,NULL,-,满意,\n",
    );
    expect(rejects).toEqual([]);
    expect(items.map(({ item }) => [item.engagement, item.reply, item.satisfaction, item.category])).toEqual([
      [undefined, { text: "已转办" }, undefined, undefined],
      [undefined, undefined, undefined, "市政"],
      [undefined, undefined, "满意", undefined],
    ]);
    expect(warnings).toEqual([
      "第 1 条的「点赞数」不是 0 或正整数，该值未采用",
      "第 1 条的「答复时间」不是可用的时间，该值未采用",
    ]);
  });
});

describe("R13: without a usable time or text a record is a reject that names the field", () => {
  test("R13: dates of 1899 and 2999, no time, no text", async () => {
    const { items, rejects } = await readFile(
      "a.csv",
      "编号,留言时间,标题,内容\n1,1899-12-31,a,b\n2,2999-01-01,a,b\n3,,a,b\n4,2019-08-14,,\n5,2019-08-14,只有标题,\n",
    );
    expect(items.map(({ item }) => [item.title, item.text])).toEqual([["只有标题", ""]]);
    expect(rejects.map((r) => [r.row, r.line, r.field, r.reason.zh])).toEqual([
      [1, 2, "留言时间", "形如「9999-99-99」的值早于 1980 年；应如 2019-08-14 11:25:10"],
      [2, 3, "留言时间", "形如「9999-99-99」的值晚于现在一天以上；应如 2019-08-14 11:25:10"],
      [3, 4, "留言时间", "没有时间"],
      [4, 5, "内容", "内容和标题都是空的"],
    ]);
    expect(rejects[0]?.columns).toEqual({ 编号: "1", 留言时间: "1899-12-31", 标题: "a", 内容: "b" });
    expect(Buffer.from(rejects[0]?.raw ?? []).toString()).toBe("1,1899-12-31,a,b");
  });
});
