/** Days that the mean is taken over, as close around as they are known. */
const DAYS = 56;

/**
 * The mean of the 56 known days nearest around each day (half before, half after, as far as there are so many): what
 * was usual then, also on days of which nothing is known. 0 where no day is known.
 */
export function nearbyMean(counts: ArrayLike<number>, known: Uint8Array): Float64Array {
  const sums = [0];
  for (let i = 0; i < known.length; i++) if (known[i]) sums.push(sums.at(-1)! + counts[i]!);
  const total = sums.length - 1;
  const means = new Float64Array(known.length);
  let before = 0;
  for (let i = 0; i < known.length && total > 0; i++) {
    const start = Math.max(0, Math.min(before - DAYS / 2, total - DAYS));
    const end = Math.min(total, start + DAYS);
    means[i] = (sums[end]! - sums[start]!) / (end - start);
    if (known[i]) before++;
  }
  return means;
}
