import type { Days } from "./days.js";
import { BASELINE } from "./settings.js";

/** Lengths of the windows, in known days, that are looked at in the history. */
const WINDOWS = [1, 3, 7];

/**
 * Standard deviations that a count is away from its mean, on the scale of a cube root on which even small counts of
 * that skewness are nearly normal.
 *
 * Source: E. B. Wilson and M. M. Hilferty, The distribution of chi-square, PNAS 17 (1931), for a Pearson III curve with
 * the skewness of the negative binomial.
 */
function deviation(count: number, mean: number, dispersion: number): number {
  const spread = Math.sqrt(dispersion * mean);
  const skewness = (2 * dispersion - 1) / spread;
  const u = (count - mean) / spread;
  return (6 / skewness) * (Math.cbrt(1 + (skewness * u) / 2) - 1) + skewness / 6;
}

/**
 * Marks in `days.aside` the days of windows with far more than expected (past bursts) or far fewer (outages that nobody
 * recorded). Short windows first; a longer one counts only what no shorter one has explained. What lasts longer than a
 * burst can is a new level and stays in.
 */
export function setAside(days: Days, factor: Float64Array, dispersion: number): void {
  const { n, aside } = days;
  aside.fill(0, 0, n);
  for (const length of WINDOWS) mark(days, factor, dispersion, length);
  keepNewLevels(aside, n);
}

/** Puts back stretches of marked days, a few days between them or not, that are longer than a burst. */
function keepNewLevels(aside: Uint8Array, n: number): void {
  let from = -1;
  let last = -1;
  for (let i = 0; i <= n; i++) {
    const marked = i < n && aside[i] === 1;
    if (from >= 0 && (i === n || i - last > BASELINE.pause)) {
      if (last - from + 1 > BASELINE.longest) aside.fill(0, from, last + 1);
      from = -1;
    }
    if (!marked) continue;
    if (from < 0) from = i;
    last = i;
  }
}

function mark(days: Days, factor: Float64Array, dispersion: number, length: number): void {
  const { n, counts, classes, level, aside } = days;
  let count = 0;
  let mean = 0;
  for (let i = 0; i < n; i++) {
    if (aside[i] === 0) {
      count += counts[i]!;
      mean += level[i]! * factor[classes[i]!]!;
    }
    const out = i - length;
    if (out >= 0 && aside[out] === 0) {
      count -= counts[out]!;
      mean -= level[out]! * factor[classes[out]!]!;
    }
    if (mean <= 1e-9 || (count - mean) ** 2 < 2 * dispersion * mean) continue;
    const z = deviation(count, mean, dispersion);
    if (z < BASELINE.burst && z > -BASELINE.gap) continue;
    aside.fill(1, Math.max(0, i - length + 1), i + 1);
    // The next window begins behind these days: they are out of both sums.
    count = 0;
    mean = 0;
  }
}
