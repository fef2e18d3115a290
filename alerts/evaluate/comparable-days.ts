import type { Localized } from "../../core/localized.js";
import type { DayKinds } from "../../trends/baseline/daily-series.js";

const WEEK = 7;
const WEEKDAYS: readonly Localized[] = [
  { zh: "周一", en: "Mondays" },
  { zh: "周二", en: "Tuesdays" },
  { zh: "周三", en: "Wednesdays" },
  { zh: "周四", en: "Thursdays" },
  { zh: "周五", en: "Fridays" },
  { zh: "周六", en: "Saturdays" },
  { zh: "周日", en: "Sundays" },
];

/** Monday 0 … Sunday 6. Day 0 of the calendar was a Thursday. */
function weekdayOf(day: number): number {
  return (((day + 3) % WEEK) + WEEK) % WEEK;
}

/** Past days that a day can fairly be held against, latest first, and what they have in common. */
export interface Comparable {
  days: number[];
  /** 近 8 周同为周日. */
  words: Localized;
}

/**
 * The days of the past weeks that are like a day: the same weekday where that is an ordinary one, every day off for a
 * holiday, every working day for a make-up day (调休), which falls on a weekend and is none.
 */
export function comparableDays(day: number, weeks: number, calendar: DayKinds): Comparable {
  const kind = calendar.kind(day);
  const ordinary = kind === "workday" || kind === "rest";
  const off = kind === "rest" || kind === "holiday";
  const days: number[] = [];
  for (let back = ordinary ? WEEK : 1; back <= weeks * WEEK; back += ordinary ? WEEK : 1) {
    const past = calendar.kind(day - back);
    const pastOff = past === "rest" || past === "holiday";
    if (ordinary ? past === kind : pastOff === off) days.push(day - back);
  }
  const weekday = WEEKDAYS[weekdayOf(day)] as Localized;
  if (ordinary)
    return { days, words: { zh: `近 ${weeks} 周同为${weekday.zh}`, en: `${weekday.en} of the last ${weeks} weeks` } };
  return off
    ? { days, words: { zh: `近 ${weeks} 周的休息日`, en: `days off of the last ${weeks} weeks` } }
    : { days, words: { zh: `近 ${weeks} 周的工作日`, en: `working days of the last ${weeks} weeks` } };
}
