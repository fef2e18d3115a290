import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { findBoilerplate, withoutBoilerplate } from "../../analyzers/boilerplate.js";
import { phraseAutomaton } from "../../analyzers/phrase-automaton.js";
import { shipped } from "../../core/paths.js";

const found = (text: string): string[] => findBoilerplate(text).map(({ start, end }) => text.slice(start, end));

describe("findBoilerplate", () => {
  test.each([
    ["市民张女士来电反映：西湖路夜间施工扰民，请核实处理。", ["市民张女士来电反映：", "请核实处理。"]],
    ["尊敬的领导您好！路灯不亮，望相关部门尽快处理，谢谢！", ["尊敬的领导您好！", "望相关部门尽快处理，谢谢！"]],
    [
      "来电人表示停水两天。诉求：请职能部门依法处理并回复市民。",
      ["来电人表示", "诉求：", "请职能部门依法处理并回复市民。"],
    ],
    ["转：城管局", ["转："]],
    ["您好，社保怎么交？盼复。", ["您好，", "盼复。"]],
    ["尊敬的王书记：你好！我家漏水。此致敬礼！", ["尊敬的王书记：你好！", "此致敬礼！"]],
    [
      "市民[姓名]来电反映：噪音大，现来电反映，希望相关部门尽快核实处理。",
      ["市民[姓名]来电反映：", "现来电反映，", "希望相关部门尽快核实处理。"],
    ],
    ["重复来电，诉求内容：井盖丢失", ["重复来电，", "诉求内容："]],
    [
      "如有疑问，请致电我们。感谢您对城管工作的关心与支持！",
      ["如有疑问，请致电我们。", "感谢您对城管工作的关心与支持！"],
    ],
  ])("%s", (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  test.each([
    "请相关部门处理好这件事的后续",
    "我要向您反映的是电梯",
    "打扰居民休息的广场舞",
    "谢谢城管队员帮我找回手机",
    "政府信息公开不及时",
    "物业一直没有电话回复",
    "市民文化广场",
    "噪音扰民",
  ])("the matter itself is none: %s", (text) => {
    expect(found(text)).toEqual([]);
  });

  test("what the citizen wants stays, also inside a formula", () => {
    expect(withoutBoilerplate("市民来电咨询：社保怎么交？")).toBe("咨询社保怎么交？");
    expect(withoutBoilerplate("路灯不亮，特此投诉。")).toBe("路灯不亮，投诉");
  });

  test("closing words count only at the end of a text", () => {
    expect(found("谢谢你们上次修好路灯，现在又坏了，非常感谢，再修一次")).toEqual([]);
    expect(found("路灯又坏了。非常感谢！谢谢！")).toEqual(["非常感谢！", "谢谢！"]);
  });

  test("what is left is joined, without commas at its ends", () => {
    expect(withoutBoilerplate("市民来电反映：小区停水，请核实处理。")).toBe("小区停水");
    expect(withoutBoilerplate("停水三天")).toBe("停水三天");
    expect(withoutBoilerplate("请核实处理。")).toBe("");
  });

  test("there are at least 150 phrases", () => {
    const lists = parse(readFileSync(shipped("config", "boilerplate.yaml"), "utf8")) as Record<string, string[]>;
    const alternatives = Object.values(lists)
      .flat()
      .map((pattern) => pattern.split("|").length);
    expect(alternatives.reduce((a, b) => a + b, 0)).toBeGreaterThan(800);
  });

  test("spans are sorted, apart, and never empty", () => {
    const parts = fc.constantFrom(
      "请",
      "核实",
      "处理",
      "谢谢",
      "！",
      "，",
      "您好",
      "市民",
      "来电反映",
      "：",
      "领导",
      "尊敬的",
      "漏水",
      "\n",
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 30 }), (pieces) => {
        let end = 0;
        for (const span of findBoilerplate(pieces.join(""))) {
          expect(span.start).toBeGreaterThanOrEqual(end);
          expect(span.end).toBeGreaterThan(span.start);
          end = span.end;
        }
        expect(end).toBeLessThanOrEqual(pieces.join("").length);
      }),
    );
  });

  test.each(["请", "尊敬的", "请相关部门尽快", "谢谢！", "市民a", "感谢您对工作", "a", " "])(
    "R21: a million times %s is fast",
    (piece) => {
      const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
      const start = performance.now();
      findBoilerplate(text);
      expect(performance.now() - start).toBeLessThan(2000);
    },
  );
});

describe("phraseAutomaton", () => {
  function ends(patterns: [string, number][], text: string): [number, number][] {
    const reached: [number, number][] = [];
    phraseAutomaton(patterns).run(text, 0, (end, tags) => reached.push([end, tags]));
    return reached;
  }

  test("alternatives, nothing as an alternative, and gaps that stop at punctuation", () => {
    expect(ends([["{甲|乙|}丙", 1]], "甲丙")).toEqual([[2, 1]]);
    expect(ends([["{甲|乙|}丙", 1]], "丙")).toEqual([[1, 1]]);
    expect(ends([["请~3处理", 1]], "请你们快处理")).toEqual([[6, 1]]);
    expect(ends([["请~3处理", 1]], "请你，处理")).toEqual([]);
    expect(ends([["请~3处理", 1]], "请你们赶快处理")).toEqual([]);
  });

  test("every phrase that ends is told, with its tags together", () => {
    expect(
      ends(
        [
          ["甲", 1],
          ["甲乙", 2],
          ["甲~1", 4],
        ],
        "甲乙",
      ),
    ).toEqual([
      [1, 5],
      [2, 6],
    ]);
  });

  test("a pattern that is not well formed is named", () => {
    expect(() => phraseAutomaton([["{甲|乙", 1]])).toThrow("{甲|乙");
    expect(() => phraseAutomaton([["甲}", 1]])).toThrow("甲}");
    expect(() => phraseAutomaton([["甲~乙", 1]])).toThrow("甲~乙");
  });
});
