import { expect, test } from "vitest";
import { adjustedRand, mean, membersOf, scoreIssues } from "../../../bench/issues/metrics.js";

test("a known issue is scored by the found one that has most of its messages", () => {
  // Messages 0 … 5; the known issue is 0, 1, 2, 3; three of them were found together with message 4.
  const [score] = scoreIssues([7, 7, 7, 2, 7, 2], new Map([["road", [0, 1, 2, 3]]]));
  expect(score).toEqual({ name: "road", issue: 7, precision: 3 / 4, recall: 3 / 4 });
});

test("an unsure message in the found issue counts neither for nor against it", () => {
  const known = new Map([["road", [0, 1, 2]]]);
  expect(scoreIssues([1, 1, 1, 1], known)[0]!.precision).toBe(3 / 4);
  expect(scoreIssues([1, 1, 1, 1], known, new Set([3]))[0]!.precision).toBe(1);
});

test("what is in no issue is not found; of two that have as many, the purer one counts", () => {
  expect(scoreIssues([-1, -1], new Map([["road", [0, 1]]]))[0]).toMatchObject({ issue: -1, precision: 0, recall: 0 });
  expect(scoreIssues([0, 1, 0, -1], new Map([["road", [0, 1]]]))[0]).toMatchObject({ issue: 1, precision: 1 });
});

test("the mean of nothing is 0", () => {
  expect(mean([])).toBe(0);
  expect(mean([1, 2])).toBe(1.5);
});

test("members by issue, without those that are in none", () => {
  expect([...membersOf([3, -1, 3, 0])]).toEqual([
    [3, [0, 2]],
    [0, [3]],
  ]);
});

test("adjusted Rand: the same groups under other numbers are 1, a split costs, what is in no issue twice is left out", () => {
  expect(adjustedRand([0, 0, 1, 1, -1], [5, 5, 3, 3, -1])).toBe(1);
  expect(adjustedRand([-1, -1], [-1, -1])).toBe(1);
  // Pairs: rows 3 + 0, columns 1 + 0, both 1, of 6: (1 − 3/6) / (2 − 3/6).
  expect(adjustedRand([0, 0, 0, 1], [0, 0, 1, 2])).toBeCloseTo(0.5 / 1.5, 12);
  // A message that only one of them has in an issue stands alone in the other.
  expect(adjustedRand([0, 0, 0], [0, 0, -1])).toBeLessThan(1);
  expect(() => adjustedRand([0], [])).toThrow(RangeError);
});
