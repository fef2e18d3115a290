import type { DailySeries, DayKinds } from "../baseline/daily-series.js";
import { dayClasses } from "../baseline/day-classes.js";
import { BURST_CHANCE, BURST_LEAST, type BurstOptions } from "./burst-on.js";
import { Judge } from "./judge.js";

/** One burst of a series, from its first to its last day (inclusive, day numbers). */
export interface Burst {
  readonly from: number;
  readonly to: number;
  /** Smallest probability on any of its days. */
  readonly p: number;
  /** Messages on its known days, and those to be expected there. */
  readonly observed: number;
  readonly expected: number;
}

/** Days without an alarm within one burst, at most. */
const PAUSE = 2;

/**
 * All bursts of a series that show on the days [from, to], as they would have been seen then: each day is judged by what
 * came before it. A burst begins where the scan statistic says (see since.ts) and ends with the last alarm on a day that
 * itself has more than expected.
 */
export function burstsIn(
  series: DailySeries,
  from: number,
  to: number,
  calendar: DayKinds,
  options: BurstOptions = {},
): Burst[] {
  const { chance = BURST_CHANCE, least = BURST_LEAST, shape } = options;
  const classes = dayClasses(series.first, series.counts.length, calendar);
  const judge = new Judge("more");
  const bursts: Burst[] = [];
  for (let day = from; day <= to; day++) {
    const index = day - series.first;
    const p = judge.chance(series, index, classes, least, shape);
    if (p < 0 || p > chance || series.counts[index]! <= judge.expectedOn(index, classes)) continue;
    const open = bursts.at(-1);
    const goesOn = open !== undefined && day - open.to <= PAUSE + 1;
    const start = goesOn ? open.to + 1 : Math.max(judge.since(series, index, classes), (open?.to ?? -Infinity) + 1);
    let observed = goesOn ? open.observed : 0;
    let expected = goesOn ? open.expected : 0;
    for (let d = start; d <= day; d++) {
      if (series.known[d - series.first] !== 1) continue;
      observed += series.counts[d - series.first]!;
      expected += judge.expectedOn(d - series.first, classes);
    }
    const burst = {
      from: goesOn ? open.from : start,
      to: day,
      p: goesOn ? Math.min(open.p, p) : p,
      observed,
      expected,
    };
    if (goesOn) bursts[bursts.length - 1] = burst;
    else bursts.push(burst);
  }
  return bursts;
}
