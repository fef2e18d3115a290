import type { Contrast } from "../core/store.js";
import { compareText } from "./order.js";

/** How many values are given at most. */
export const BEST = 50;
/** Weight of the prior, in occurrences of a value: keeps values seen once or twice from the top. */
const PRIOR = 500;

/** How often a value occurs on both sides. The value itself is only asked for when it counts. */
export interface Tally {
  n: number;
  against: number;
  value: () => string;
}

/**
 * Log-odds ratio with an informative Dirichlet prior, divided by its standard deviation (Monroe, Colaresi, Quinn:
 * Fightin' Words, 2008, equations 15 to 22). The prior is the frequency of the value in both sides together.
 */
function zScore(n: number, against: number, total: number, totalAgainst: number): number {
  const prior = (PRIOR * (n + against)) / (total + totalAgainst);
  const odds = (count: number, all: number) => Math.log((count + prior) / (all + PRIOR - count - prior));
  return (odds(n, total) - odds(against, totalAgainst)) / Math.sqrt(1 / (n + prior) + 1 / (against + prior));
}

/** More tries than this are not worth what they save. */
const MOST_TRIES = 200_000;

/**
 * The highest `scoreMilli` that a value can have which occurs `n` times here or less, however often it occurs there:
 * what is below the best 50 need not be looked up. Tried out, since the score neither rises nor falls throughout with
 * the occurrences there; infinite when there are too many possibilities.
 */
export function highestScore(n: number, total: number, totalAgainst: number): number {
  // From `end` on, a value is no more frequent here than there: (n + prior) / (total + PRIOR) against the same there.
  const share = (PRIOR * (totalAgainst - total)) / (total + totalAgainst);
  const slope = (totalAgainst + PRIOR + share) / (total + PRIOR - share);
  if (!(slope >= 0 && (slope * n * (n + 1)) / 2 + n <= MOST_TRIES)) return Number.POSITIVE_INFINITY;
  let highest = 0;
  for (let here = 1; here <= n; here++) {
    const end = Math.min(Math.ceil(slope * here), totalAgainst);
    for (let there = 0; there <= end; there++) {
      const score = zScore(here, there, total, totalAgainst);
      // Where a side has one value only there is no score: NaN.
      if (score > highest) highest = score;
    }
  }
  return Math.round(highest * 1000);
}

/**
 * The values most typical of one side: at most 50, each more frequent here than there, best first, ties by value.
 * @param total occurrences of all values here
 * @param totalAgainst occurrences of all values there
 */
export function mostTypical(tallies: Iterable<Tally>, total: number, totalAgainst: number): Contrast[] {
  const scored: (Tally & { scoreMilli: number })[] = [];
  for (const { n, against, value } of tallies) {
    if (n === 0) continue;
    const scoreMilli = Math.round(zScore(n, against, total, totalAgainst) * 1000);
    if (scoreMilli > 0) scored.push({ n, against, value, scoreMilli });
  }
  scored.sort((a, b) => b.scoreMilli - a.scoreMilli);
  const last = scored[BEST - 1]?.scoreMilli ?? 0;
  const best = scored
    .filter(({ scoreMilli }) => scoreMilli >= last)
    .map((tally) => ({ ...tally, value: tally.value() }));
  best.sort((a, b) => b.scoreMilli - a.scoreMilli || compareText(a.value, b.value));
  return best.slice(0, BEST);
}
