import type { DailySeries, DayKinds, Unjudged } from "./baseline/daily-series.js";
import { dayClasses } from "./baseline/day-classes.js";
import { Judge, type WindowVerdict } from "./burst/judge.js";
import { judgeMany } from "./burst/judge-many.js";

/** Silence wakes nobody on a mere suspicion: holidays of an office or a quiet week are common. */
export const FLATLINE_CHANCE = 0.001;

/** What flatlineOn says of a day: `since` is the first day of the silence. */
export type FlatlineVerdict = WindowVerdict;

/**
 * Whether there is nothing, or so little, on a day or in the 2, 3, 5, 7 or 14 days that end with it, that chance around
 * the usual would not have it: the lower tail of the same negative binomial that bursts are judged by (trends/burst).
 * A day of which nothing is known is no silence but a gap (unjudged); a series that is usually silent never is one (R39).
 */
export function flatlineOn(
  series: DailySeries,
  day: number,
  calendar: DayKinds,
  { chance = FLATLINE_CHANCE, shape }: { readonly chance?: number; readonly shape?: Float64Array } = {},
): FlatlineVerdict | Unjudged {
  const classes = dayClasses(series.first, series.counts.length, calendar);
  return new Judge("fewer").verdict(series, day - series.first, classes, { chance, least: 0, shape });
}

/** The same for many series at once: `p` and `significant` take their number into account, as in burstsAmong. */
export function flatlinesAmong(
  series: readonly DailySeries[],
  day: number,
  calendar: DayKinds,
  { chance = FLATLINE_CHANCE }: { readonly chance?: number } = {},
): (FlatlineVerdict | Unjudged)[] {
  return judgeMany("fewer", series, day, calendar, { chance, least: 0 });
}
