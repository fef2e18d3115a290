import type { BaselineFit } from "../baseline/baseline-fit.js";
import type { DailySeries } from "../baseline/daily-series.js";
import type { Direction } from "./window-test.js";

/** Days that are looked back for the beginning. */
const REACH = 28;

/** Twice this is the deviance of a Poisson count: how little a count is like its expectation. */
export function unlikeness(observed: number, expected: number): number {
  return (observed > 0 ? observed * Math.log(observed / expected) : 0) - (observed - expected);
}

/**
 * Index of the day since when it has been more (or fewer) than usual: of all stretches that end on the day `index`, the
 * one that is least like the baseline by likelihood.
 *
 * Source: the scan statistic of M. Kulldorff, Commun. Stat. Theory Methods 26 (1997), in time alone; equal to reading the
 * beginning off a CUSUM (E. S. Page, Biometrika 41, 1954) with the best slope.
 */
export function sinceIndex(
  fit: BaselineFit,
  series: DailySeries,
  index: number,
  classes: Uint8Array,
  direction: Direction,
): number {
  const { counts, known } = series;
  let observed = 0;
  let expected = 0;
  let best = 0;
  let since = index;
  for (let i = index; i >= Math.max(0, index - REACH + 1); i--) {
    if (known[i] !== 1) continue;
    observed += counts[i]!;
    expected += fit.level.value * fit.factors.value[classes[i]!]!;
    if (direction === "more" ? observed <= expected : observed >= expected) continue;
    const unlike = unlikeness(observed, expected);
    if (unlike <= best) continue;
    best = unlike;
    since = i;
  }
  return since;
}
