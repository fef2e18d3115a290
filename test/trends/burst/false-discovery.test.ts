import { expect, test } from "vitest";
import { adjustedForMany } from "../../../trends/burst/false-discovery.js";

test("Benjamini and Hochberg: each probability times how many there are, over its rank; never above that of a larger one", () => {
  // 4 tests: 0.01·4/1 = 0.04, 0.02·4/2 = 0.04, 0.03·4/3 = 0.04, 0.5·4/4 = 0.5.
  const found = adjustedForMany(Float64Array.of(0.5, 0.01, 0.03, 0.02));
  expect([...found].map((p) => Number(p.toFixed(6)))).toEqual([0.5, 0.04, 0.04, 0.04]);
});

test("one alone is not corrected, what was not judged does not count", () => {
  expect([...adjustedForMany(Float64Array.of(0.02, Number.NaN))]).toEqual([0.02, Number.NaN]);
  expect([...adjustedForMany(new Float64Array(0))]).toEqual([]);
});

test("equal probabilities get the same correction", () => {
  // Three of three: 0.02·3/3.
  expect([...adjustedForMany(Float64Array.of(0.02, 0.02, 0.02))]).toEqual([0.02, 0.02, 0.02]);
});
