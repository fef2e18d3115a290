import { roundAway } from "./change.js";

/** The part that `n` is of `total`, in thousandths; 0 of nothing is 0. */
export function share(n: number, total: number): number {
  return total === 0 ? 0 : roundAway((n * 1000) / total);
}

/**
 * Shares of the parts of a whole in thousandths that add up to exactly 1000 (largest remainders get the rest; ties go to
 * the earlier part), so that printed percentages never contradict each other.
 */
export function shares(parts: readonly number[]): number[] {
  const total = parts.reduce((sum, n) => sum + n, 0);
  if (total === 0) return parts.map(() => 0);
  const floors = parts.map((n) => Math.floor((n * 1000) / total));
  let rest = 1000 - floors.reduce((sum, n) => sum + n, 0);
  const order = parts.map((n, index) => ({ index, remainder: (n * 1000) % total }));
  order.sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of order) {
    if (rest === 0) break;
    floors[index]! += 1;
    rest -= 1;
  }
  return floors;
}
