import type { Days } from "./days.js";
import { BASELINE } from "./settings.js";

/** Messages expected on the mean of an ordinary week, now, and the relative variance of that estimate. */
export interface Level {
  value: number;
  error: number;
}

/** Squared differences up to this many times chance are taken for chance. */
const CHANCE = 2.5;
/** However steep the trend, the level is not taken to be further than this from the mean of all days, as a factor. */
const STEEPEST = 4;

/** How much of a difference is believed: none up to 1.6 times what chance makes of it, nearly all far beyond. */
function belief(difference: number, variance: number): number {
  const chance = CHANCE * variance;
  return difference ** 2 <= chance ? 0 : 1 - chance / difference ** 2;
}

/**
 * The level at the end of the history: the mean of all days, carried on along its straight trend, then moved toward the
 * last half year and the last eight weeks; each as far as chance does not explain it (positive-part estimates after
 * W. James and C. Stein, 1961). So a steady series has the precision of a year, and one that grows or jumps is followed.
 * Farrington 1996 takes a trend in by the same reason, all or nothing.
 */
export function currentLevel(into: Level, days: Days, factor: Float64Array, dispersion: number): void {
  const { n, counts, classes, age, aside } = days;
  let counted = BASELINE.priorCount;
  let exposed = 1e-9;
  let ages = 0;
  for (let i = 0; i < n; i++) {
    if (aside[i] === 1) continue;
    const exposure = factor[classes[i]!]!;
    counted += counts[i]!;
    exposed += exposure;
    ages += exposure * age[i]!;
  }
  const mean = counted / exposed;
  const middle = ages / exposed;
  let moment = 0;
  let spread = 1e-9;
  for (let i = 0; i < n; i++) {
    if (aside[i] === 1) continue;
    const exposure = factor[classes[i]!]!;
    const away = middle - age[i]!;
    moment += (counts[i]! - mean * exposure) * away;
    spread += exposure * away * away;
  }
  const slope = moment / (mean * spread);
  const slopeError = dispersion / (mean * spread);
  const trend = belief(slope, slopeError);
  const ahead = middle + BASELINE.guard / 2;
  into.value = mean * clamp(1 + trend * slope * ahead);
  into.error = dispersion / counted + trend * slopeError * ahead * ahead;
  for (const horizon of BASELINE.recent) {
    let seen = 0;
    let expected = 0;
    let exposure = 0;
    for (let i = n - 1; i >= 0 && age[i]! < horizon; i--) {
      if (aside[i] === 1) continue;
      seen += counts[i]!;
      exposure += factor[classes[i]!]!;
      // Relative to the level at the end, the days before lie lower on a rising trend.
      const then = clamp(1 + trend * slope * (middle - age[i]!)) / clamp(1 + trend * slope * ahead);
      expected += into.value * factor[classes[i]!]! * then;
    }
    // Where hardly anything was to be expected, nothing says as little as one.
    if (exposure < 7 || expected < 1) continue;
    const error = dispersion / expected;
    const difference = seen / expected - 1;
    // The recent days are part of all days: what the two share does not make them differ.
    const share = belief(difference, Math.max(0, error - dispersion / counted));
    into.value *= 1 + share * difference;
    into.error += share * error;
  }
}

function clamp(factor: number): number {
  return Math.min(STEEPEST, Math.max(1 / STEEPEST, factor));
}
