import { expect, test } from "vitest";
import { bigramsOf, findRepeats } from "../../../../analyzers/models/train/near-duplicates.js";

test("bigrams ignore punctuation, width and case, and do not reach across parts", () => {
  expect(bigramsOf(["路灯，坏了"])).toEqual(bigramsOf(["路灯坏了"]));
  expect(bigramsOf(["ＡＢ"])).toEqual(bigramsOf(["ab"]));
  expect(bigramsOf(["路灯", "坏了"])).toHaveLength(2);
});

test("a message with a new beginning repeats the old one; another one on the same matter does not", () => {
  const first = bigramsOf(["南门外路灯坏了半个月，晚上一片漆黑，请尽快维修"]);
  const again = bigramsOf(["领导好，南门外路灯坏了半个月，晚上一片漆黑，请尽快维修"]);
  const other = bigramsOf(["我家门口的路灯也不亮，孩子放学回家看不见路"]);
  const repeats = findRepeats([again, other], [first], ({ inside, covered }) => inside > 0.6 && covered > 0.6);
  expect(repeats).toEqual([true, false]);
});

test("words without their stop words are found inside the text they came from", () => {
  const raw = bigramsOf(["我们小区的自来水已经停了三天"]);
  const segmented = bigramsOf("小区 自来水 已经 三天".split(" "));
  const overlaps: number[] = [];
  findRepeats([segmented], [raw], ({ inside }) => overlaps.push(inside) < 0);
  expect(overlaps).toEqual([1]);
});
