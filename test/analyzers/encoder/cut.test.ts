import fc from "fast-check";
import { expect, test } from "vitest";
import { cutIds, cutText } from "../../../analyzers/encoder/cut.js";

const CUT = { most: 128, head: 100 };
const numbered = (count: number) => Array.from({ length: count }, (_, i) => 1000 + i);

test("a text of up to 126 tokens is read whole, between [CLS] and [SEP]", () => {
  expect(cutIds([], CUT)).toEqual([101, 102]);
  expect(cutIds([5, 6], CUT)).toEqual([101, 5, 6, 102]);
  expect(cutIds(numbered(126), CUT)).toEqual([101, ...numbered(126), 102]);
});

test("of a longer text the first 99 tokens and the last 27 are read", () => {
  const cut = cutIds(numbered(1000), CUT);
  expect(cut).toHaveLength(128);
  expect(cut.slice(98, 102)).toEqual([1097, 1098, 1973, 1974]);
  expect(cut.at(-2)).toBe(1999);
});

test("of a text of more than 4,400 characters 4,000 of the beginning and 400 of the end are tokenized", () => {
  expect(cutText("a".repeat(4400))).toHaveLength(4400);
  const long = `甲${"b".repeat(1e6)}乙`;
  expect(cutText(long)).toHaveLength(4400);
  expect(cutText(long)).toMatch(/^甲b{3999}b{399}乙$/);
});

test("never more than the model takes", () => {
  fc.assert(
    fc.property(fc.nat(400), (count) => {
      expect(cutIds(numbered(count), CUT)).toHaveLength(Math.min(count + 2, 128));
    }),
  );
});
