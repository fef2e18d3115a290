import type { DailySeries, DayKinds, Unjudged } from "../baseline/daily-series.js";
import { BURST_CHANCE, BURST_LEAST, type BurstVerdict } from "./burst-on.js";
import { judgeMany } from "./judge-many.js";

/** How many series are judged together. */
export interface AmongOptions {
  /** Share of false ones among the bursts that are told, at most, on average; default 0.01. */
  readonly chance?: number;
  /** See BurstOptions; default 3. */
  readonly least?: number;
}

/**
 * Judges one day of many series at once, every topic in every street if need be: one verdict per series, in their
 * order. `p` and `significant` take into account how many were looked at (Benjamini and Hochberg 1995). From 20 series
 * on, thin ones follow the shape of the week that all have together.
 */
export function burstsAmong(
  series: readonly DailySeries[],
  day: number,
  calendar: DayKinds,
  { chance = BURST_CHANCE, least = BURST_LEAST }: AmongOptions = {},
): (BurstVerdict | Unjudged)[] {
  return judgeMany("more", series, day, calendar, { chance, least });
}
