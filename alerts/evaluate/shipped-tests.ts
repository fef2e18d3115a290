import { dayClasses } from "../../trends/baseline/day-classes.js";
import { BASELINE } from "../../trends/baseline/settings.js";
import { Judge } from "../../trends/burst/judge.js";
import type { TrendTests } from "./trend-tests.js";

/** What is more probable than this nobody asks for: rules ask for a tenth at most. */
const LARGEST = 0.1;

/**
 * Which hypotheses are rejected at a false discovery rate: the largest k with p₍ₖ₎ ≤ k·q/m, and all smaller ones.
 *
 * Source: Y. Benjamini and Y. Hochberg, J. R. Stat. Soc. B 57 (1995).
 */
function rejected(probabilities: readonly number[], chance: number): boolean[] {
  const sorted = [...probabilities].sort((a, b) => a - b);
  let limit = -1;
  sorted.forEach((p, index) => {
    if (p <= ((index + 1) * chance) / sorted.length) limit = p;
  });
  return probabilities.map((p) => p <= limit);
}

/** The statistics of trends/burst: the same that `minyi trends --bursts` shows. */
export const TREND_TESTS: TrendTests = {
  history: BASELINE.reach + BASELINE.guard,
  judge(direction, series, day, calendar) {
    const [first] = series;
    if (!first) return [];
    const judge = new Judge(direction);
    const classes = dayClasses(first.first, first.counts.length, calendar);
    const options = { least: 1, significant: (p: number) => p <= LARGEST };
    return series.map((one) => judge.verdict(one, day - one.first, classes, options));
  },
  together: rejected,
};
