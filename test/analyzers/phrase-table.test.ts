import { expect, test } from "vitest";
import { PhraseTable } from "../../analyzers/phrase-table.js";
import type { Word } from "../../core/analyzer.js";

function words(...texts: string[]): Word[] {
  let start = 0;
  return texts.map((text) => {
    const word = { text, tag: "x", start };
    start += text.length;
    return word;
  });
}

const table = new PhraseTable([
  ["没人管", "nobody cares"],
  ["没人", "nobody"],
  ["漏气", "leak"],
]);

test("a phrase is found however the segmenter cuts it", () => {
  expect(table.longestAt(words("没人管"), 0)).toMatchObject({ value: "nobody cares", from: 0, to: 1 });
  expect(table.longestAt(words("没人", "管"), 0)).toMatchObject({ value: "nobody cares", from: 0, to: 2 });
  expect(table.longestAt(words("没", "人", "管"), 0)).toMatchObject({ value: "nobody cares", from: 0, to: 3 });
});

test("the longest phrase wins, and a shorter one is found where the longer does not go on", () => {
  expect(table.longestAt(words("没人", "管", "了"), 0)?.phrase).toBe("没人管");
  expect(table.longestAt(words("没人", "来"), 0)?.phrase).toBe("没人");
});

test("phrases begin and end at the borders of words", () => {
  expect(table.longestAt(words("漏", "气球"), 0)).toBeUndefined();
  expect(table.longestAt(words("不漏气"), 0)).toBeUndefined();
});
