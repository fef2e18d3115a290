import { expect, test } from "vitest";
import { PhraseTable } from "../../../analyzers/phrase-table.js";
import type { Cue, Register } from "../../../analyzers/sentiment/cue.js";
import { weighEvidence } from "../../../analyzers/sentiment/evidence.js";
import { pairEvidence, takePairs } from "../../../analyzers/sentiment/pairs.js";
import { registerOf } from "../../../analyzers/sentiment/register.js";
import type { Word } from "../../../core/analyzer.js";

/** A lexicon small enough to reckon with by head. */
const table = new PhraseTable<Cue>([
  ["好", { strength: 1 }],
  ["干净", { strength: 2 }],
  ["噪音", { strength: -2 }],
  ["臭", { strength: -2 }],
  ["不", { negates: true }],
  ["没有", { negates: true, strength: -1 }],
  ["不得不", {}],
  ["很", { degree: 1.5 }],
  ["太", { degree: 1.5 }],
  ["稍微", { degree: 0.5 }],
  ["但", { contrast: true }],
  ["虽然", { concession: true }],
  ["希望", { wish: true }],
  ["难道", { rhetoric: -2 }],
  ["感谢", { thanks: true }],
  ["修好", { done: true }],
  ["百忙", { courtesy: true }],
]);

/** Words separated by spaces. */
function wordsOf(sentence: string): Word[] {
  return sentence.split(" ").map((text) => ({ text, tag: "x", start: 0 }));
}

/** Strength × weight of each piece of evidence that counts. */
function parts(sentence: string, register: Register = "civic"): number[] {
  return weighEvidence(wordsOf(sentence), table, register)
    .map(({ strength, weight }) => Math.round(strength * weight * 1000) / 1000)
    .filter((part) => part !== 0);
}

test.each<[string, string, number[]]>([
  ["a word counts with its strength", "街道 干净", [2]],
  ["negation turns praise into four fifths of blame", "街道 不 干净", [-1.6]],
  ["and blame into two fifths of praise", "没有 噪音", [0.8]],
  ["when at most four words lie between", "不 是 说 街道 今天 干净", [-1.6]],
  ["and not five", "不 是 说 街道 今天 会 干净", [2]],
  ["and not over a comma", "不 , 干净", [2]],
  ["twice is not at all", "没有 不 干净", [-1, 2]],
  ["a longer wording that is no negation blocks it", "不得不 噪音", [-2]],
  ["negation holds for what is joined to it", "没有 噪音 和 臭", [0.8, 0.8]],
  ["a negator counts by itself when it turns nothing", "没有 回复", [-1]],
  ["degree words multiply", "很 干净", [3]],
  ["downwards too", "稍微 臭", [-1]],
  ["很不好 is worse than 不好", "很 不 干净", [-2.4]],
  ["不太好 is milder", "不 太 干净", [-1]],
  ["但: before it six tenths, after it thirteen", "街道 干净 , 但 噪音", [1.2, -2.6]],
  ["what is conceded counts six tenths", "虽然 臭 , 街道 干净", [-1.2, 2]],
  ["a wish is not praise", "希望 街道 干净", [0.3]],
  ["and its blame half", "希望 噪音 走开", [-1]],
  ["a question halves", "街道 干净 ？", [1]],
  ["a rhetorical question is blame and turns praise", "难道 这 就是 干净 ？", [-2, -1]],
  ["thanks for a deed are praise", "感谢 师傅 修好 路灯 。", [2.5]],
  ["thanks in advance are courtesy", "百忙 之中 感谢 。", [0.1]],
  ["bare thanks to the authorities too", "感谢 。", [0.1]],
  ["praise in scare quotes after a degree word is meant the other way", "太 “ 好 ” 了", [-1.5]],
])("%s: %s", (_rule, sentence, expected) => expect(parts(sentence)).toEqual(expected));

test("in a review wishes and questions count in full, and 没有噪音 is more praise", () => {
  expect(parts("希望 街道 干净", "review")).toEqual([2]);
  expect(parts("没有 噪音", "review")).toEqual([1.6]);
  expect(parts("感谢 。", "review")).toEqual([1]);
});

test("pairs of neighbouring words count once each", () => {
  const phrases = new Map([
    ["再也+不", { strength: -2 }],
    ["好", { strength: 1 }],
    ["+", { strength: 1 }],
  ]);
  const pairs = takePairs(phrases);
  expect([...phrases.keys()]).toEqual(["好", "+"]);
  expect(pairEvidence(wordsOf("再也 不 来 , 再也 不 买"), pairs)).toEqual([
    { phrase: "再也+不", strength: -2, weight: 1 },
  ]);
  expect(pairEvidence(wordsOf("不 再也"), pairs)).toEqual([]);
});

test("the register is the sum over distinct words; a text that says nothing about it is a post", () => {
  const weights = new Map([
    ["业主", 2],
    ["快递", -1.5],
  ]);
  expect(registerOf(wordsOf("业主 等 快递"), weights)).toBe("civic");
  expect(registerOf(wordsOf("快递 快递 业主 快递"), weights)).toBe("civic");
  expect(registerOf(wordsOf("快递 到 了"), weights)).toBe("review");
  expect(registerOf(wordsOf("你好"), weights)).toBe("review");
});
