import type { Localized } from "../../core/localized.js";
import { type DailySeries, type DayKinds, knownIndex, type Unjudged } from "../baseline/daily-series.js";
import { dayClasses } from "../baseline/day-classes.js";
import { lowerMidP, quantile, upperMidP } from "../burst/negative-binomial.js";
import { type DayFactors, dayFactors, type History } from "./day-factors.js";
import { levelOf } from "./level.js";
import { spreadOf } from "./spread.js";

/** Days that are forecast. */
export const HORIZON = 7;
/** Below so many messages a day (mean of the last {@link RECENT} days) nothing is forecast: the interval would say "0 to 10". */
export const LEAST_A_DAY = 5;
/** Days that the mean is taken over. */
export const RECENT = 56;
/** Fewer known days than this show no week's shape. */
const LEAST_DAYS = 28;
/** History further back is left alone: last year's shape of the week is the oldest that helps. */
export const LONGEST = 400;
/** A day counts at most this many standard deviations above what was expected of it … */
const CAP = 2.5;
/** … with variance this many times the mean, as on a real board. */
const CAP_DISPERSION = 2.3;
/** Without a known day in so many days the level is history. */
const STALE = 7;

/** What is expected of one day, in messages. */
export interface ExpectedDay {
  /** Day number. */
  day: number;
  /** As likely to be more as to be less: the median. */
  middle: number;
  /** Bounds of the interval, both included. */
  low: number;
  high: number;
}

/** The next seven days of one series. */
export interface Forecast {
  readonly judged: true;
  readonly days: readonly ExpectedDay[];
  /** All of them together. */
  readonly total: Omit<ExpectedDay, "day">;
  /** Mean messages a day over the last eight weeks, in tenths. */
  readonly recentTenths: number;
  /** Known days it stands on. */
  readonly from: number;
}

function unjudged(why: Localized): Unjudged {
  return { judged: false, why };
}

function cap(mean: number): number {
  return mean + 1 + CAP * Math.sqrt(CAP_DISPERSION * Math.max(mean, 0.3));
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

/** The last known days before a day, not more than `longest` calendar days back. */
function historyBefore(series: DailySeries, day: number, calendar: DayKinds): History {
  const end = Math.max(0, Math.min(series.counts.length, day - series.first));
  const start = Math.max(0, end - LONGEST, series.known.indexOf(1));
  return {
    counts: Float64Array.from(series.counts.subarray(start, Math.max(start, end))),
    known: series.known.slice(start, Math.max(start, end)),
    classes: dayClasses(series.first + start, Math.max(0, end - start), calendar),
  };
}

function recentMean({ counts, known }: History): { mean: number; days: number } {
  let n = 0;
  let days = 0;
  for (let i = Math.max(0, counts.length - RECENT); i < counts.length; i++) {
    if (!known[i]) continue;
    n += counts[i]!;
    days += 1;
  }
  return { mean: days === 0 ? 0 : n / days, days };
}

function whyNot(series: DailySeries, day: number, history: History): Unjudged | undefined {
  const known = history.known.reduce((n, one) => n + one, 0);
  if (known < LEAST_DAYS) {
    return unjudged({
      zh: `只有 ${known} 天的数据，至少要 ${LEAST_DAYS} 天才能预测`,
      en: `there are only ${known} days of data; a forecast needs at least ${LEAST_DAYS}`,
    });
  }
  let silent = 0;
  while (silent < STALE && knownIndex(series, day - 1 - silent) < 0) silent++;
  if (silent === STALE) {
    return unjudged({
      zh: `最近 ${STALE} 天没有数据，不作预测`,
      en: `nothing is known of the last ${STALE} days, so nothing is forecast`,
    });
  }
  const { mean } = recentMean(history);
  if (mean < LEAST_A_DAY) {
    return unjudged({
      zh: `日均 ${mean.toFixed(1)} 件，不足 ${LEAST_A_DAY} 件，样本不足，不作预测`,
      en: `${mean.toFixed(1)} messages a day are fewer than ${LEAST_A_DAY}: too few for a forecast`,
    });
  }
  return undefined;
}

function interval(mean: number, variance: number, coverage: number): Omit<ExpectedDay, "day"> {
  const dispersion = Math.max(1, variance / Math.max(mean, 1e-9));
  const tail = (1 - coverage) / 2;
  // Ends by the mid-p: whole counts cannot hit 2.5 %, and plain tails always miss it on the wide side.
  let low = quantile(tail, mean, dispersion);
  if (lowerMidP(low, mean, dispersion) < tail) low += 1;
  let high = quantile(1 - tail, mean, dispersion);
  if (upperMidP(high, mean, dispersion) < tail) high -= 1;
  const middle = quantile(0.5, mean, dispersion);
  return { middle, low: Math.min(low, middle), high: Math.max(high, middle) };
}

/** Means of the days to come, and the relative variance of each for want of history of days like it. */
function means(level: number, { factor, weight }: DayFactors, classes: Uint8Array, spread: number) {
  return [...classes].map((of) => ({ mean: level * factor[of]!, doubt: spread / weight[of]! }));
}

/**
 * Forecasts the seven days from `day` on, out of what is known of the days before it.
 *
 * Level × factor of the day (weekday, holiday, make-up day); counts around it are negative binomial with the spread
 * that forecasts of this series had in its past. Point forecasts are medians, since it is the absolute error that
 * people feel. `coverage`: share of days that the intervals should take in, 0.95 by default.
 *
 * Says why where it abstains: too little history, no data of late, or fewer than {@link LEAST_A_DAY} a day.
 * Source: see day-factors.ts and level.ts; negative-binomial forecasts of counts as in Snyder, Ord and Beaumont,
 * Forecasting the intermittent demand for slow-moving inventories, Int. J. Forecasting 28 (2012).
 */
export function forecastWeek(
  series: DailySeries,
  day: number,
  calendar: DayKinds,
  coverage = 0.95,
): Forecast | Unjudged {
  const history = historyBefore(series, day, calendar);
  const abstained = whyNot(series, day, history);
  if (abstained) return abstained;
  const factors = dayFactors(history, cap);
  const level = levelOf(history, factors, cap);
  const spread = spreadOf(history, factors, level);
  const expected = means(level.now, factors, dayClasses(day, HORIZON, calendar), spread.day);
  const total = sum(expected.map(({ mean }) => mean));
  // Doubts about the classes are taken as moving together, which is the careful way for a week of holidays.
  const doubt = sum(expected.map((each) => each.mean * Math.sqrt(each.doubt))) ** 2;
  return {
    judged: true,
    days: expected.map((each, index) => ({
      day: day + index,
      ...interval(each.mean, spread.day * each.mean + each.doubt * each.mean ** 2, coverage),
    })),
    total: interval(total, spread.week * total + doubt, coverage),
    recentTenths: Math.round(recentMean(history).mean * 10),
    from: history.known.reduce((n, one) => n + one, 0),
  };
}
