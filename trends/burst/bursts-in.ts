import type { DailySeries, DayKinds } from "../baseline/daily-series.js";
import { dayClasses } from "../baseline/day-classes.js";
import { BURST_CHANCE, BURST_LEAST, type BurstOptions } from "./burst-on.js";
import { Judge } from "./judge.js";
import { unlikeness } from "./since.js";

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

/** One that may still go on: its days' messages and expectations, up to the last day with an alarm. */
interface Open {
  readonly from: number;
  readonly observed: number[];
  readonly expected: number[];
  p: number;
}

/** Ends a burst on the day up to which it is least like the usual: alarms go on while a window reaches back into it. */
function close({ from, observed, expected, p }: Open): Burst {
  let best = -1;
  let end = { day: from, observed: 0, expected: 0 };
  let seen = 0;
  let usual = 0;
  observed.forEach((count, d) => {
    seen += count;
    usual += expected[d]!;
    const unlike = usual > 0 && seen > usual ? unlikeness(seen, usual) : 0;
    if (unlike <= best) return;
    best = unlike;
    end = { day: from + d, observed: seen, expected: usual };
  });
  return { from, to: end.day, p, observed: end.observed, expected: end.expected };
}

/**
 * All bursts of a series that show on the days [from, to], as they would have been seen then: each day is judged by what
 * came before it. First and last day are those between which the series is least like the usual (see since.ts).
 */
export function burstsIn(
  series: DailySeries,
  from: number,
  to: number,
  calendar: DayKinds,
  options: BurstOptions = {},
): Burst[] {
  const { chance = BURST_CHANCE, least = BURST_LEAST, shape } = options;
  const { first, counts, known } = series;
  const classes = dayClasses(first, counts.length, calendar);
  const judge = new Judge("more");
  const bursts: Burst[] = [];
  let open: Open | undefined;
  for (let day = from; day <= to; day++) {
    const p = judge.chance(series, day - first, classes, least, shape);
    if (p < 0 || p > chance || counts[day - first]! <= judge.expectedOn(day - first, classes)) continue;
    if (open && day - (open.from + open.observed.length - 1) > PAUSE + 1) {
      bursts.push(close(open));
      open = undefined;
    }
    if (!open) {
      const since = judge.since(series, day - first, classes);
      open = { from: Math.max(since, (bursts.at(-1)?.to ?? since - 1) + 1), observed: [], expected: [], p };
    }
    open.p = Math.min(open.p, p);
    for (let i = open.from + open.observed.length - first; i <= day - first; i++) {
      open.observed.push(known[i] === 1 ? counts[i]! : 0);
      open.expected.push(known[i] === 1 ? judge.expectedOn(i, classes) : 0);
    }
  }
  return open ? [...bursts, close(open)] : bursts;
}
