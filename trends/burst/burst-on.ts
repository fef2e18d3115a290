import type { DailySeries, DayKinds, Unjudged } from "../baseline/daily-series.js";
import { dayClasses } from "../baseline/day-classes.js";
import { Judge, type WindowVerdict } from "./judge.js";

/** How a day is judged. */
export interface BurstOptions {
  /** Probability up to which chance is no longer believed; default 0.01: less than one false alarm in a quarter (docs/trends-quality.md). */
  readonly chance?: number;
  /** Fewer messages than this in a window are no burst, however few were expected; default 3. */
  readonly least?: number;
  /** Factors per kind of day that a thin series is taken to follow (see pooled-shape.ts); default: all days alike. */
  readonly shape?: Float64Array;
}

export const BURST_CHANCE = 0.01;
export const BURST_LEAST = 3;

/** What burstOn says of a day. */
export type BurstVerdict = WindowVerdict;

/**
 * Whether there are more messages on a day, or in the 2, 3, 5 or 7 days that end with it, than chance around the usual
 * would have. Unjudged, with the reason, where nothing is known of the day or fewer than four weeks before it (R39). A
 * series never seen before is judged: half a message is added to its history, and `least` keeps one or two from counting.
 *
 * Source: the quasi-Poisson threshold of Farrington 1996 and Noufaily 2013 (see trends/baseline/baseline-fit.ts), here as
 * a negative binomial probability and over several windows at once.
 */
export function burstOn(
  series: DailySeries,
  day: number,
  calendar: DayKinds,
  options: BurstOptions = {},
): BurstVerdict | Unjudged {
  const { chance = BURST_CHANCE, least = BURST_LEAST, shape } = options;
  const classes = dayClasses(series.first, series.counts.length, calendar);
  return new Judge("more").verdict(series, day - series.first, classes, { chance, least, shape });
}
