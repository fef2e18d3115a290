import { type DailySeries, knownIndex } from "../baseline/daily-series.js";
import type { HolidayCalendar } from "../compare/like-days.js";

const WEEK = 7;
/** Weeks before that a week is held against. */
export const REFERENCE_WEEKS = 8;
/** With days of fewer weeks than this nothing is judged (R39: a cold start raises nothing). */
export const LEAST_WEEKS = 3;

/** Which earlier days the days of a week are held against. */
export interface Reference {
  /** Days of the week that have data and days like them. */
  days: readonly number[];
  /** Earlier days, week by week, newest first; a week in which no day is alike is left out. */
  weeks: readonly (readonly number[])[];
  /** Holidays, make-up days and days without data: in no figure. */
  left: readonly number[];
  /** Expected messages of the week ÷ messages of all reference days. */
  scale: number;
}

/**
 * Like days of the eight weeks before: the same weekday, of the same kind, with data. `total` is the series of all
 * messages: the scale is worked out on it, so that a week in which a Saturday is missing is held against fewer Saturdays.
 */
export function referenceOf(
  total: DailySeries,
  days: readonly number[],
  calendar: Pick<HolidayCalendar, "kind">,
): Reference {
  const weeks: number[][] = Array.from({ length: REFERENCE_WEEKS }, () => []);
  const kept: number[] = [];
  const left: number[] = [];
  let expected = 0;
  let sum = 0;
  for (const day of days) {
    const kind = calendar.kind(day);
    const like = Array.from({ length: REFERENCE_WEEKS }, (_, index) => day - (index + 1) * WEEK).filter(
      (other) => calendar.kind(other) === kind && knownIndex(total, other) >= 0,
    );
    const usual = kind === "workday" || kind === "rest";
    if (!usual || knownIndex(total, day) < 0 || like.length < LEAST_WEEKS) {
      left.push(day);
      continue;
    }
    kept.push(day);
    const messages = like.reduce((n, other) => n + total.counts[other - total.first]!, 0);
    expected += messages / like.length;
    sum += messages;
    for (const other of like) weeks[(day - other) / WEEK - 1]!.push(other);
  }
  const scale = sum > 0 ? expected / sum : 1 / REFERENCE_WEEKS;
  return { days: kept, weeks: weeks.filter((week) => week.length > 0), left, scale };
}

/** Messages of a series on some days. */
export function sumOf(series: DailySeries, days: readonly number[]): number {
  return days.reduce((sum, day) => sum + (knownIndex(series, day) < 0 ? 0 : series.counts[day - series.first]!), 0);
}
