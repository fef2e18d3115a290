import type { Days } from "./days.js";
import { BASELINE } from "./settings.js";

/** Messages expected on an average day, and the relative variance of that estimate. */
export interface Level {
  value: number;
  error: number;
}

/** Squared differences up to this many times chance are taken for chance. */
const CHANCE = 4;

/**
 * The level at the end of the history: that of all days, moved toward that of the last half year and then of the last
 * eight weeks as far as these differ by more than chance (a positive-part estimate after W. James and C. Stein, 1961). So
 * a steady series has the precision of a year, and one that grows is followed.
 */
export function currentLevel(into: Level, days: Days, factor: Float64Array, dispersion: number): void {
  const { n, counts, classes, age, aside } = days;
  let counted = BASELINE.priorCount;
  let exposed = 0;
  for (let i = 0; i < n; i++) {
    if (aside[i] === 1) continue;
    counted += counts[i]!;
    exposed += factor[classes[i]!]!;
  }
  exposed = Math.max(exposed, 1e-9);
  into.value = counted / exposed;
  into.error = dispersion / counted;
  for (const horizon of BASELINE.recent) {
    let recent = 0;
    let exposure = 0;
    for (let i = n - 1; i >= 0 && age[i]! < horizon; i--) {
      if (aside[i] === 1) continue;
      recent += counts[i]!;
      exposure += factor[classes[i]!]!;
    }
    if (exposure < 7) continue;
    const error = dispersion / Math.max(BASELINE.priorCount, exposure * into.value);
    const difference = recent / exposure / into.value - 1;
    // The recent days are part of all days: what the two share does not make them differ.
    const chance = CHANCE * Math.max(0, error - into.error);
    const share = difference ** 2 <= chance ? 0 : 1 - chance / difference ** 2;
    into.value *= 1 + share * difference;
    into.error += share * Math.max(0, error - into.error);
  }
}
