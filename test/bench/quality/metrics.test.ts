import { expect, test } from "vitest";
import { measured, plainKappa, scoreCalibrationError, weightedKappa } from "../../../bench/quality/metrics.js";

test("kappa is what agreement is worth beyond chance", () => {
  // Three of four agree; by chance, with these habits, half would: (0.75 − 0.5) / (1 − 0.5).
  expect(plainKappa(["a", "a", "b", "b"], ["a", "b", "b", "b"])).toBeCloseTo(0.5);
  expect(plainKappa(["a", "b"], ["a", "b"])).toBe(1);
  expect(plainKappa(["a", "b", "a", "b"], ["a", "a", "b", "b"])).toBeCloseTo(0);
});

test("weighted kappa: a disagreement costs the square of the distance", () => {
  // Seen (0 + 1 + 0 + 1) / 4 = 0.5; by chance 2 × (1/16 × 1 + 1/8 × 4 + 1/8 × 1) = 1.375.
  expect(weightedKappa(["0", "1", "2", "2"], ["0", "2", "2", "1"])).toBeCloseTo(1 - 0.5 / 1.375);
  const near = weightedKappa(["0", "1", "2", "3"], ["0", "1", "2", "2"]);
  const far = weightedKappa(["0", "1", "2", "3"], ["0", "1", "2", "0"]);
  expect(near).toBeGreaterThan(far);
});

test("always the same level is worth nothing, however often it is right", () => {
  expect(measured("kappa", ["1", "1", "1", "2"], ["1", "1", "1", "1"])).toBeCloseTo(0);
  expect(measured("accuracy", ["1", "1", "1", "2"], ["1", "1", "1", "1"])).toBe(0.75);
});

test("a score is calibrated when texts of that score have labels of that mean", () => {
  const answers = (polarities: number[]) => polarities.map((polarity) => ({ score: 0.8, polarity }));
  // Nine of ten positive: mean polarity 0.8.
  expect(scoreCalibrationError(answers([1, 1, 1, 1, 1, 1, 1, 1, 1, -1]))).toBeCloseTo(0);
  // Three of four: mean polarity 0.5, a probability of 0.75 where the score says 0.9.
  expect(scoreCalibrationError(answers([1, 1, 1, -1]))).toBeCloseTo(0.15);
  expect(scoreCalibrationError([{ score: 1, polarity: 1 }])).toBe(0);
});
