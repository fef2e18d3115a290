import { macroF1 } from "../../analyzers/linear/macro-f1.js";
import type { Measure } from "./task.js";

/** Share of the guesses that are right. */
export function accuracy(truth: readonly string[], guesses: readonly string[]): number {
  return truth.filter((label, i) => label === guesses[i]).length / truth.length;
}

/**
 * Cohen's kappa: agreement beyond what two readers with the same habits would have by chance; 1 all, 0 none beyond chance.
 * @param labels every label, in their order when it matters
 * @param distance what a disagreement between the i-th and the j-th label costs; 0 for the same
 */
function kappa(
  one: readonly string[],
  other: readonly string[],
  labels: readonly string[],
  distance: (i: number, j: number) => number,
): number {
  const first = one.map((label) => labels.indexOf(label));
  const second = other.map((label) => labels.indexOf(label));
  const shares = (list: readonly number[]) => labels.map((_, k) => list.filter((at) => at === k).length / list.length);
  const [a, b] = [shares(first), shares(second)];
  const seen = first.reduce((sum, at, i) => sum + distance(at, second[i]!), 0) / first.length;
  let chance = 0;
  for (let i = 0; i < labels.length; i++) {
    for (let j = 0; j < labels.length; j++) chance += a[i]! * b[j]! * distance(i, j);
  }
  return chance === 0 ? 1 : 1 - seen / chance;
}

/** Kappa for labels without an order. */
export function plainKappa(one: readonly string[], other: readonly string[]): number {
  const labels = [...new Set([...one, ...other])];
  return kappa(one, other, labels, (i, j) => (i === j ? 0 : 1));
}

/** Kappa for levels: a disagreement costs the square of how far they are apart. */
export function weightedKappa(one: readonly string[], other: readonly string[]): number {
  const highest = Math.max(...[...one, ...other].map(Number));
  const labels = Array.from({ length: highest + 1 }, (_, level) => String(level));
  return kappa(one, other, labels, (i, j) => (i - j) ** 2);
}

/** A figure of the measure that a task asks for. */
export function measured(measure: Measure, truth: readonly string[], guesses: readonly string[]): number {
  switch (measure) {
    case "accuracy":
      return accuracy(truth, guesses);
    case "macro-F1":
      return macroF1(truth, guesses).macroF1;
    case "kappa":
      return weightedKappa(truth, guesses);
  }
}

/**
 * Expected calibration error of a polarity: how far, on average, the score is from the mean polarity of the labels (−1, 0, 1)
 * over ten equal bins of score, halved, so that for texts that are positive or negative it is that of the probability.
 */
export function scoreCalibrationError(answers: readonly { score: number; polarity: number }[]): number {
  const off = new Float64Array(10);
  for (const { score, polarity } of answers) off[Math.min(9, Math.floor((score + 1) * 5))]! += score - polarity;
  return off.reduce((sum, value) => sum + Math.abs(value), 0) / answers.length / 2;
}
