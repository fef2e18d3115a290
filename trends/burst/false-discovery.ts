/**
 * Probabilities corrected for how many were looked at: to tell all whose corrected probability is at most q makes at
 * most a share q of those told false, on average. NaN stands for what could not be judged and counts for nothing.
 *
 * Source: Y. Benjamini and Y. Hochberg, Controlling the false discovery rate, J. R. Stat. Soc. B 57 (1995); it holds for
 * positively dependent tests too (Y. Benjamini and D. Yekutieli, Ann. Stat. 29, 2001).
 */
export function adjustedForMany(p: Float64Array): Float64Array {
  const judged = p.filter((value) => !Number.isNaN(value));
  const sorted = judged.sort();
  const least = new Float64Array(sorted.length);
  let smallest = 1;
  for (let k = sorted.length - 1; k >= 0; k--) {
    smallest = Math.min(smallest, (sorted[k]! * sorted.length) / (k + 1));
    least[k] = smallest;
  }
  return p.map((value) => (Number.isNaN(value) ? value : least[lastPlace(sorted, value)]!));
}

/** Index of the last element that is not larger than `value`, which is among them. */
function lastPlace(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (sorted[middle]! <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
