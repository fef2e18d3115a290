import fc from "fast-check";
import { expect, test } from "vitest";
import { calibrationOf } from "../../../pipelines/evaluate/calibration.js";
import { scoresOf, weightedKappa } from "../../../pipelines/evaluate/metrics.js";

test("six answers worked out by hand", () => {
  const { accuracy, macroF1, classes, confusion, majority } = scoresOf(
    ["a", "a", "a", "a", "b", "b"],
    ["a", "a", "a", "b", "b", "c"],
  );
  expect(accuracy).toBeCloseTo(4 / 6);
  // a: precision 3/3, recall 3/4, F1 6/7; b: precision 1/2, recall 1/2, F1 1/2.
  expect(classes.map(({ label, n, said, f1 }) => [label, n, said, f1])).toEqual([
    ["a", 4, 3, 6 / 7],
    ["b", 2, 2, 1 / 2],
  ]);
  expect(macroF1).toBeCloseTo((6 / 7 + 1 / 2) / 2);
  // c was said once and is never the truth: a column, and an empty row.
  expect(confusion).toEqual({
    labels: ["a", "b", "c"],
    counts: [
      [3, 1, 0],
      [0, 1, 1],
      [0, 0, 0],
    ],
  });
  // Always a: right 4 of 6 times, F1 of a 0.8, of b 0.
  expect(majority).toEqual({ label: "a", accuracy: 4 / 6, macroF1: expect.closeTo(0.4) });
});

test("there must be something to measure", () => {
  expect(() => scoresOf([], [])).toThrow(RangeError);
});

test("the confusion adds up: rows to the labels, columns to the answers, the diagonal to what is right", () => {
  const label = fc.constantFrom("甲", "乙", "丙");
  fc.assert(
    fc.property(fc.array(fc.tuple(label, label), { minLength: 1 }), (pairs) => {
      const [truth, said] = [pairs.map(([one]) => one), pairs.map(([, other]) => other)];
      const { accuracy, confusion, classes } = scoresOf(truth, said);
      for (const { label, n } of classes) {
        const row = confusion.counts[confusion.labels.indexOf(label)]!;
        expect(row.reduce((sum, value) => sum + value, 0)).toBe(n);
      }
      const diagonal = confusion.counts.reduce((sum, row, i) => sum + row[i]!, 0);
      expect(accuracy * pairs.length).toBeCloseTo(diagonal);
    }),
  );
});

test("weighted kappa: complete agreement 1, a constant answer 0, a far mistake worse than a near one", () => {
  expect(weightedKappa([0, 1, 2, 3], [0, 1, 2, 3])).toBe(1);
  expect(weightedKappa([0, 3], [1, 1])).toBeCloseTo(0);
  const near = weightedKappa([0, 1, 2, 3], [0, 1, 2, 2]);
  const far = weightedKappa([0, 1, 2, 3], [0, 1, 2, 0]);
  expect(near).toBeGreaterThan(far);
  // Observed 1; expected over all pairs (0+1+4+4 + 1+0+1+1 + 4+1+0+0 + 9+4+1+1) / 4 = 8.
  expect(near).toBeCloseTo(1 - 1 / 8);
});

test("calibration: confidences of 0.7 that are right half of the time are 0.2 off", () => {
  const claims = [0.7, 0.7, 0.7, 0.7].map((claimed, i) => ({ claimed, actual: i % 2 }));
  const { error, bins } = calibrationOf([...claims, { claimed: 1, actual: 1 }, { claimed: 0, actual: 0 }], [0, 1]);
  expect(bins).toEqual([
    { from: 0, to: 0.1, n: 1, claimed: 0, actual: 0 },
    { from: 0.7, to: 0.8, n: 4, claimed: expect.closeTo(0.7), actual: 0.5 },
    { from: 0.9, to: 1, n: 1, claimed: 1, actual: 1 },
  ]);
  expect(error).toBeCloseTo((4 * 0.2) / 6);
});

test("calibration of scores runs from -1 to 1", () => {
  const { bins, error } = calibrationOf(
    [
      { claimed: -1, actual: -1 },
      { claimed: 0.05, actual: 1 },
    ],
    [-1, 1],
  );
  expect(bins.map(({ from, to }) => [from, to])).toEqual([
    [-1, -0.8],
    [0, 0.2],
  ]);
  expect(error).toBeCloseTo(0.95 / 2);
});
