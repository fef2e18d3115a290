import { describe, expect, test } from "vitest";
import { canBeKeyword, isToken, keywordsOf, loadKeywordWeights } from "../../analyzers/keywords.js";
import type { Word } from "../../core/analyzer.js";
import { analysed } from "./analysed.js";

const word = (text: string, tag = "n", start = 0): Word => ({ text, tag, start });

describe("tokens", () => {
  test("are the words, without punctuation, spaces, emoji and mask tokens", async () => {
    const { tokens } = await analysed("停水三天，电话 [手机] 打不通😡！");
    expect(tokens).toEqual(["停水", "三天", "电话", "打", "不通"]);
  });

  test.each([
    ["小区", true],
    ["A7", true],
    ["12345", true],
    ["，", false],
    [" ", false],
    ["\n", false],
    ["……", false],
    ["[姓名]", false],
    ["👍", false],
  ])("%j is a token: %s", (text, expected) => expect(isToken(word(text))).toBe(expected));
});

describe("keywords", () => {
  test("name the matter; at most eight, the most telling first", async () => {
    const { keywords } = await analysed(
      "渣土车夜间扬尘@我们小区门口的渣土车每天夜间运输，扬尘严重，渣土车还闯红灯，希望有关部门尽快处理，谢谢领导。",
    );
    expect(keywords[0]).toBe("渣土车");
    expect(keywords).toContain("扬尘");
    expect(keywords.length).toBeLessThanOrEqual(8);
    for (const empty of ["我们", "希望", "有关部门", "尽快", "处理", "谢谢", "领导"])
      expect(keywords).not.toContain(empty);
  });

  test("a word of the title counts three times", () => {
    const weights = {
      idf: new Map([
        ["充电桩", 50],
        ["电梯", 50],
      ]),
      unseen: 80,
      stopWords: new Set<string>(),
      hash: "",
    };
    const text = [word("充电桩", "n", 0), word("电梯", "n", 4), word("电梯", "n", 8)];
    expect(keywordsOf(text, 0, weights)).toEqual(["电梯", "充电桩"]);
    expect(keywordsOf(text, 3, weights)).toEqual(["充电桩", "电梯"]);
  });

  test("a rare word tells more than a common one, a noun more than a verb", () => {
    const weights = {
      idf: new Map([
        ["小区", 20],
        ["烂尾楼", 60],
        ["开工", 60],
      ]),
      unseen: 80,
      stopWords: new Set<string>(),
      hash: "",
    };
    expect(keywordsOf([word("小区"), word("开工", "v"), word("烂尾楼")], 0, weights)).toEqual([
      "烂尾楼",
      "开工",
      "小区",
    ]);
  });

  test.each(["A7", "路", "5G", "胡书记", "王医生"])("%s is none: a code, one character, a person", (text) =>
    expect(canBeKeyword(text)).toBe(false),
  );

  test("mask tokens and personal names are none", async () => {
    const { keywords } = await analysed("我叫[姓名]，电话[手机]，邻居张伟明家的空调外机漏水。");
    expect(keywords).toContain("空调外机");
    expect(keywords.join()).not.toMatch(/姓名|手机|张伟明/);
  });

  test("the shipped statistics: a few thousand words, the commonest the least telling", () => {
    const { idf, unseen } = loadKeywordWeights();
    expect(idf.size).toBeGreaterThan(3000);
    expect(idf.get("没有") as number).toBeLessThan(idf.get("渣土车") as number);
    expect(unseen).toBeGreaterThanOrEqual(Math.max(...idf.values()));
  });
});
