import type { Contrast } from "../core/store.js";
import { compareText } from "./order.js";

const BEST = 50;
/** Weight of the prior, in occurrences of a value: keeps values seen once or twice from the top. */
const PRIOR = 500;

export interface Tally {
  value: string;
  n: number;
  against: number;
}

/**
 * Log-odds ratio with an informative Dirichlet prior, divided by its standard deviation (Monroe, Colaresi, Quinn:
 * Fightin' Words, 2008, equations 15–22). The prior is the frequency of the value in both sides together.
 */
function zScore({ n, against }: Tally, total: number, totalAgainst: number): number {
  const prior = (PRIOR * (n + against)) / (total + totalAgainst);
  const odds = (count: number, all: number) => Math.log((count + prior) / (all + PRIOR - count - prior));
  return (odds(n, total) - odds(against, totalAgainst)) / Math.sqrt(1 / (n + prior) + 1 / (against + prior));
}

/**
 * The values most typical of one side, best first, ties by value: at most 50, each more frequent here than there.
 * @param total occurrences of all values here; `totalAgainst` there
 */
export function mostTypical(tallies: Iterable<Tally>, total: number, totalAgainst: number): Contrast[] {
  const scored: Contrast[] = [];
  for (const tally of tallies) {
    const scoreMilli = Math.round(zScore(tally, total, totalAgainst) * 1000);
    if (tally.n > 0 && scoreMilli > 0) scored.push({ ...tally, scoreMilli });
  }
  scored.sort((a, b) => b.scoreMilli - a.scoreMilli || compareText(a.value, b.value));
  return scored.slice(0, BEST);
}
