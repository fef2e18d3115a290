/** Days that a beginning is judged by. */
const BEGINNING = 28;
/** A beginning brings at least this share of the busiest four weeks from then on. */
const LEAST_SHARE = 0.1;

/**
 * The index from which a series has really begun: an import often carries a few messages of years before, and a year
 * of such strays is no year to hold another against. It is the first day with a message whose four weeks bring a tenth
 * or more of what the busiest four weeks bring; the length of the series where there is none.
 */
export function beginOf(counts: ArrayLike<number>): number {
  const { length } = counts;
  const fourWeeks = new Float64Array(length);
  let sum = 0;
  for (let i = length - 1; i >= 0; i--) {
    sum += counts[i]! - (counts[i + BEGINNING] ?? 0);
    fourWeeks[i] = sum;
  }
  const least = LEAST_SHARE * fourWeeks.reduce((most, n) => Math.max(most, n), 0);
  const index = fourWeeks.findIndex((n, i) => counts[i]! > 0 && n >= least);
  return index < 0 ? length : index;
}
