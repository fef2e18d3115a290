import { describe, expect, test } from "vitest";
import { isCommonGram } from "../../analyzers/common-grams.js";
import { addGrams, folded } from "../../analyzers/grams.js";

/** Which triples of a text are used at large. */
function common(text: string): boolean[] {
  const grams = new Set<number>();
  addGrams(folded(text, 100), grams, 100);
  return [...grams].map(isCommonGram);
}

describe("triples that are used at large", () => {
  test("are those of everyday complaints", () => {
    expect(common("噪音扰民")).toEqual([true, true]);
    expect(common("物业公司")).toEqual([true, true]);
  });

  test("are not those of a name that nobody bears", () => {
    expect(common("鸢蔺苑")).toEqual([false]);
    expect(common("璟曜湾府")).toEqual([false, false]);
  });
});
