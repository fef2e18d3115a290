/** Fewer messages a week than this on average tell nothing of the dispersion. */
const LEAST_MEAN = 1;
/** How many weeks' worth of doubt a value's own dispersion is held to that of all values with. */
const DOUBT = 8;

/** Sum of squared changes from week to week over twice the mean, and how many changes: their ratio is the dispersion. */
function changes(weeks: readonly number[]): { squares: number; n: number } {
  const mean = weeks.reduce((sum, n) => sum + n, 0) / Math.max(1, weeks.length);
  if (weeks.length < 2 || mean < LEAST_MEAN) return { squares: 0, n: 0 };
  let squares = 0;
  for (let i = 1; i < weeks.length; i++) squares += (weeks[i]! - weeks[i - 1]!) ** 2 / (2 * mean);
  return { squares, n: weeks.length - 1 };
}

/**
 * Dispersion (variance ÷ mean, at least 1) of weekly counts of each value: its own drawn towards that of all values
 * together, and never below that: eight weeks cannot show that a value is calmer than others, only that it is wilder.
 * Changes from one week to the next are used, so that a slow trend or a season is not taken for noise.
 *
 * Source: J. von Neumann et al., The mean square successive difference, Ann. Math. Statist. 12 (1941).
 */
export function dispersions(weeks: readonly (readonly number[])[]): { each: number[]; pooled: number } {
  const all = weeks.map(changes);
  const squares = all.reduce((sum, one) => sum + one.squares, 0);
  const n = all.reduce((sum, one) => sum + one.n, 0);
  const pooled = Math.max(1, n === 0 ? 1 : squares / n);
  return { each: all.map((one) => Math.max(pooled, (one.squares + DOUBT * pooled) / (one.n + DOUBT))), pooled };
}
