import { quantile } from "../burst/negative-binomial.js";
import { BaselineFit } from "./baseline-fit.js";
import type { DailySeries, DayKinds, Unjudged } from "./daily-series.js";
import { classOf, dayClasses } from "./day-classes.js";
import { BASELINE } from "./settings.js";
import { tooLittleHistory } from "./unjudged.js";

/** What is usual on one day of one series, in messages. */
export interface Baseline {
  readonly judged: true;
  /** Mean to be expected. */
  readonly middle: number;
  /** Variance ÷ mean of a day's count around it, at least 1. */
  readonly dispersion: number;
  /** Bounds that the day's count keeps to 95 times of 100, whole messages, the estimate's own error included. */
  readonly low: number;
  readonly high: number;
  /** Known days that it stands on; past bursts, outages and the last week are not among them. */
  readonly days: number;
}

/**
 * What is usual on a day (it may lie in or behind the series): from the 400 days before, without the last week, by
 * level, weekday, holidays and make-up days; gaps are left out, past bursts set aside. Method and sources: see
 * baseline-fit.ts. Unjudged where fewer than four weeks are known.
 */
export function baselineOf(history: DailySeries, day: number, calendar: DayKinds): Baseline | Unjudged {
  const fit = new BaselineFit();
  const classes = dayClasses(history.first, history.counts.length, calendar);
  const end = Math.min(history.counts.length, day - history.first + 1 - BASELINE.guard);
  if (!fit.run(history, end, classes)) return tooLittleHistory(fit.days);
  const { level, factors, dispersion, days } = fit;
  const c = classOf(day, calendar);
  const middle = level.value * factors.value[c]!;
  const foreseen = dispersion + middle * (level.error + factors.error[c]!);
  return {
    judged: true,
    middle,
    dispersion,
    low: quantile(0.025, middle, foreseen),
    high: quantile(0.975, middle, foreseen),
    days,
  };
}
