import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { indexText, phraseOf, unitsOf } from "../../store/bigrams.js";
import { highlight } from "../../store/highlight.js";
import { plainMatch } from "../contract/store-naive.js";

const found = (text: string, query: string) => highlight(text, query).map(([start, end]) => text.slice(start, end));

describe("where a query stands in a text", () => {
  test("every place, from the first letter to behind the last", () => {
    expect(highlight("小区噪音扰民，噪音大", "噪音")).toEqual([
      [2, 4],
      [7, 9],
    ]);
    expect(highlight("小区", "噪音")).toEqual([]);
    expect(highlight("小区", "，")).toEqual([]);
  });

  test("places do not overlap", () => {
    expect(highlight("哈哈哈哈哈", "哈哈")).toEqual([
      [0, 2],
      [2, 4],
    ]);
  });

  test("punctuation matches any punctuation, which is marked where it is inside; Latin words only whole", () => {
    expect(found("夜里噪音……扰民。", "噪音,扰民！")).toEqual(["噪音……扰民"]);
    expect(found("KTV和ktvs", "ktv")).toEqual(["KTV"]);
    expect(found("A3区ktv", "3区")).toEqual([]);
  });

  test("width, case and invisible characters make no difference to the match, and are kept in the place", () => {
    expect(found("位于Ａ３区的Ｗｉ\u200bＦｉ", "a3区")).toEqual(["Ａ３区"]);
    expect(found("位于Ａ３区的Ｗｉ\u200bＦｉ。", "wifi")).toEqual(["Ｗｉ\u200bＦｉ"]);
    expect(found("\ufeff噪\u{e0100}音\u200b大", "噪音")).toEqual(["噪\u{e0100}音"]);
  });

  test("a character that stands for several is marked as a whole", () => {
    expect(found("找㈱和服务", "株")).toEqual(["㈱"]);
    expect(found("面积㎡，噪音", "m2 噪音")).toEqual(["㎡，噪音"]);
  });

  test("letters of several characters, and characters beyond the basic plane", () => {
    expect(found("去cafe\u0301吃", "café")).toEqual(["cafe\u0301"]);
    expect(found("ｶﾞｽ漏れ", "ガス")).toEqual(["ｶﾞｽ"]);
    expect(found("\u1112\u1161\u11ab글", "한글")).toEqual(["\u1112\u1161\u11ab글"]);
    expect(found("😀𠮷野家", "野家")).toEqual(["野家"]);
    expect(found("ΟΔΟΣ 1", "οδος")).toEqual(["ΟΔΟΣ"]);
    expect(found("İstanbul噪音", "噪音")).toEqual(["噪音"]);
  });

  test("R18: time grows with the length only", () => {
    const start = performance.now();
    expect(highlight("噪，".repeat(200_000), "噪 噪 噪 噪 噪 音")).toEqual([]);
    expect(highlight("噪，".repeat(200_000), "噪 噪")).toHaveLength(100_000);
    expect(highlight(`a${"\u0301".repeat(200_000)}`, "a")).toEqual([]);
    expect(performance.now() - start).toBeLessThan(3000);
  });
});

describe("whatever the text and the query", () => {
  const parts = [
    "噪",
    "音",
    "扰",
    "民",
    "a3",
    "ktv",
    "Ｋ",
    "㎡",
    "é",
    "e\u0301",
    "\u200b",
    "，",
    " ",
    "。",
    "😀",
    "𠮷",
  ];
  const texts = (maxLength: number) => fc.array(fc.constantFrom(...parts), { maxLength }).map((list) => list.join(""));

  const visible = (text: string) => text.replaceAll("\u200b", "");

  test("what the index finds has a place, and the place alone has the units of the query", () => {
    fc.assert(
      fc.property(texts(30), texts(4), (text, query) => {
        const phrase = phraseOf(query);
        const index = ` ${indexText(text)}${phrase?.prefix ? "" : " "}`;
        const inIndex =
          phrase !== undefined && index.includes(` ${phrase.tokens.join(" ")}${phrase.prefix ? "" : " "}`);
        const places = highlight(text, query);
        expect(places.length > 0).toBe(inIndex);
        expect(places.length > 0).toBe(plainMatch(visible(text), visible(query)));
        let behind = 0;
        for (const [start, end] of places) {
          expect(unitsOf(text.slice(start, end)).units).toEqual(unitsOf(query).units);
          expect(start).toBeGreaterThanOrEqual(behind);
          behind = end;
        }
      }),
      { numRuns: 1000 },
    );
  });

  test("places are places in the text, for any characters at all", () => {
    const any = fc.string({ unit: "binary", maxLength: 40 });
    fc.assert(
      fc.property(any, any, any, (before, query, behind) => {
        const text = `${before}，${query}，${behind}`;
        const places = highlight(text, query);
        expect(places.length > 0).toBe(phraseOf(query) !== undefined);
        for (const [start, end] of places) {
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 300 },
    );
  });
});
