import { expect, test } from "vitest";
import { beginOf } from "../../../trends/forecast/trickle.js";

const days = (n: number, each: number): number[] => Array.from({ length: n }, () => each);

test("R38: a few messages of years before are no history", () => {
  expect(beginOf([1, ...days(300, 0), 1, ...days(99, 0), ...days(365, 10)])).toBe(401);
});

test("a source that starts slowly and grows has begun with its first message", () => {
  expect(beginOf([0, 0, ...days(100, 3), ...days(100, 10), ...days(100, 12)])).toBe(2);
});

test("a series without messages never begins", () => {
  expect(beginOf(days(10, 0))).toBe(10);
  expect(beginOf([])).toBe(0);
});
