import fc from "fast-check";
import { expect, test } from "vitest";
import { indexText, phraseOf } from "../../store/bigrams.js";
import { plainMatch } from "../contract/store-naive.js";

const tokens = (text: string) => (text === "" ? [] : text.split(" "));

test("every Han character is paired with what follows it, the last one with a break", () => {
  expect(tokens(indexText("噪音扰民"))).toEqual(["噪音", "音扰", "扰民", "民▁"]);
});

test("words and numbers stay whole, joined by a dot to what follows", () => {
  expect(tokens(indexText("A3区KTV 2楼"))).toEqual(["a3·区", "区·ktv", "ktv·▁", "2·楼", "楼▁"]);
});

test("punctuation, spaces and emoji are breaks; several of them are one", () => {
  expect(tokens(indexText("……噪音！！😀 扰民。"))).toEqual(["噪音", "音▁", "扰民", "民▁"]);
  expect(indexText("。！😀")).toBe("");
  expect(indexText("")).toBe("");
});

test("width, case and invisible characters make no difference", () => {
  expect(indexText("Ａ３区\u200b噪音")).toBe(indexText("a3区噪音"));
  expect(indexText("葛\u{e0100}城")).toBe(indexText("葛城"));
});

test("a query is the phrase of its pairs", () => {
  expect(phraseOf("噪音扰民")).toEqual({ tokens: ["噪音", "音扰", "扰民"], prefix: false });
  expect(phraseOf("A3区")).toEqual({ tokens: ["a3·区"], prefix: false });
});

test("a query of one unit, and a last unit after a break, is a beginning", () => {
  expect(phraseOf("区")).toEqual({ tokens: ["区"], prefix: true });
  expect(phraseOf("A3")).toEqual({ tokens: ["a3·"], prefix: true });
  expect(phraseOf("噪音,扰")).toEqual({ tokens: ["噪音", "音▁", "扰"], prefix: true });
  expect(phraseOf("，区。")).toEqual({ tokens: ["区"], prefix: true });
});

test("punctuation alone is no query", () => {
  expect(phraseOf("")).toBeUndefined();
  expect(phraseOf(" 。！")).toBeUndefined();
});

test("R18: a word of 100,000 letters is cut into tokens that an engine takes", () => {
  const longest = Math.max(...tokens(indexText(`开${"x".repeat(100_000)}`)).map((token) => Buffer.byteLength(token)));
  expect(longest).toBeLessThan(1000);
});

/** How a search engine matches a phrase. */
function found(text: string, query: string): boolean {
  const phrase = phraseOf(query);
  if (!phrase) return false;
  const { tokens: wanted, prefix } = phrase;
  const there = tokens(indexText(text));
  return there.some((_, i) =>
    wanted.every((token, k) => {
      const at = there[i + k];
      return prefix && k === wanted.length - 1 ? at?.startsWith(token) : at === token;
    }),
  );
}

const alphabet = ["噪", "音", "扰", "𠮷", "あ", "a", "B", "3", " ", "，", "。", "😀", "é", "Ａ"];
const texts = fc.array(fc.constantFrom(...alphabet), { maxLength: 14 }).map((parts) => parts.join(""));
const queries = fc.array(fc.constantFrom(...alphabet), { maxLength: 4 }).map((parts) => parts.join(""));

test("hits are exactly the texts whose units hold the query's units in a row", () => {
  fc.assert(
    fc.property(texts, queries, (text, query) => {
      expect(found(text, query)).toBe(plainMatch(text, query));
    }),
    { numRuns: 5000 },
  );
});

test("every part of a text finds it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (text) => {
      fc.pre(phraseOf(text) !== undefined);
      expect(found(text, text)).toBe(true);
      expect(found(`前${text}后`, `前${text}后`)).toBe(true);
    }),
  );
});

test("R18: the time grows with the length only: a million characters in less than a second", () => {
  for (const text of [
    "噪音".repeat(500_000),
    "x".repeat(1_000_000),
    "😀a".repeat(350_000),
    "\u200b噪".repeat(500_000),
  ]) {
    const start = performance.now();
    indexText(text);
    expect(performance.now() - start).toBeLessThan(1000);
  }
});
