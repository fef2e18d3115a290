import { yearOf } from "../../core/calendar.js";
import type { Localized } from "../../core/localized.js";
import { type DailySeries, knownIndex, type Unjudged } from "../baseline/daily-series.js";
import { FEW, roundAway } from "../change.js";
import { type HolidayCalendar, yearsBefore } from "../compare/like-days.js";
import { byCodePoint } from "../top-list.js";
import { discoveries } from "../what-is-different/discoveries.js";
import { dispersions } from "../what-is-different/dispersion.js";
import { judge } from "../what-is-different/judge.js";

/** With fewer past years nothing is called a season: once is chance. */
export const LEAST_YEARS = 2;
const MOST_YEARS = 5;
const WEEK = 7;
const FALSE_RATE = 0.05;
/** Days on each side of the week that a year's ordinary level is taken from, the weeks next to it left out. */
const AROUND = 182;
const NEAR = 14;
/** A year has to have data for so much of what is around the week. */
const LEAST_AROUND = 90;

/** What one past year had in this week. */
export interface SeasonYear {
  year: number;
  /** The days of that year that are this week's, as day numbers. */
  days: number[];
  now: number;
  /** What an ordinary week of that year would have had, in tenths. */
  expectedTenths: number;
}

/** A value that came up more often in this week in at least two past years. */
export interface Season {
  value: string;
  years: SeasonYear[];
  /** All years together: messages ÷ expected in thousandths, and the 95 % interval. */
  ratioPermille: number;
  lowPermille: number;
  highPermille: number;
}

/** What came up in this week of past years, or why that cannot be said. */
export type Seasons = { readonly judged: true; years: number[]; seasons: Season[] } | Unjudged;

interface PastYear {
  year: number;
  days: number[];
  around: number[];
}

function pastYears(total: DailySeries, days: readonly number[], calendar: HolidayCalendar): PastYear[] {
  const found: PastYear[] = [];
  for (let back = 1; back <= MOST_YEARS; back++) {
    const { pairs } = yearsBefore(days, back, calendar);
    const past = pairs.map(({ against }) => against).filter((day) => knownIndex(total, day) >= 0);
    if (past.length < days.length / 2) continue;
    const [first, last] = [Math.min(...past), Math.max(...past)];
    const around: number[] = [];
    for (let day = first - AROUND; day <= last + AROUND; day++) {
      const near = day >= first - NEAR && day <= last + NEAR;
      if (!near && day < (days[0] ?? 0) && knownIndex(total, day) >= 0) around.push(day);
    }
    if (around.length >= LEAST_AROUND) found.push({ year: yearOf(first), days: past, around });
  }
  return found;
}

function sumOver(series: DailySeries, days: readonly number[]): number {
  return days.reduce((sum, day) => sum + series.counts[day - series.first]!, 0);
}

/** Messages a week around, in order of time: whole runs of seven of the days. */
function weeksAround(series: DailySeries, { around }: PastYear): number[] {
  const weeks: number[] = [];
  for (let i = 0; i + WEEK <= around.length; i += WEEK) weeks.push(sumOver(series, around.slice(i, i + WEEK)));
  return weeks;
}

const TOO_FEW_YEARS = (years: number): Localized => ({
  zh: `只有 ${years} 个往年同期的数据，至少要 ${LEAST_YEARS} 年才能看出季节规律`,
  en: `this week is known of ${years} past years; a season needs at least ${LEAST_YEARS}`,
});

/**
 * What came up in this week of past years: values that had more messages than an ordinary week of the same year, all
 * years together surely so (at most 5 % of those told by chance), and each of at least two years by itself more. The
 * week is found in each year as for 同比: a holiday by its name, other days by their weekday.
 *
 * `values`: one series a value over several years, `total`: of all messages.
 */
export function seasonsOf(
  values: ReadonlyMap<string, DailySeries>,
  total: DailySeries,
  days: readonly number[],
  calendar: HolidayCalendar,
): Seasons {
  const years = pastYears(total, days, calendar);
  if (years.length < LEAST_YEARS) return { judged: false, why: TOO_FEW_YEARS(years.length) };
  const all = [...values].filter(([value]) => value !== "");
  const spread = dispersions(all.map(([, series]) => years.flatMap((year) => weeksAround(series, year))));
  const findings = all.flatMap(([value, series], index) => {
    const each = years.map((year): SeasonYear & { expected: number; around: number } => {
      const around = sumOver(series, year.around);
      const expected = (around * year.days.length) / year.around.length;
      const now = sumOver(series, year.days);
      return { year: year.year, days: year.days, now, expected, around, expectedTenths: roundAway(expected * 10) };
    });
    const now = each.reduce((sum, one) => sum + one.now, 0);
    const before = each.reduce((sum, one) => sum + one.around, 0);
    const expected = each.reduce((sum, one) => sum + one.expected, 0);
    if (now + before < FEW) return [];
    const scale = before > 0 ? expected / before : WEEK / (2 * AROUND);
    return [{ value, each, now, ...judge(now, before, scale, spread.each[index]!) }];
  });
  const seasons = discoveries(findings, FALSE_RATE)
    .filter(({ now, low }) => now >= FEW && low > 1)
    .filter(({ each }) => each.filter((one) => one.now > one.expected).length >= LEAST_YEARS)
    .sort((a, b) => a.chance - b.chance || byCodePoint(a.value, b.value))
    .map(({ value, each, ratio, low, high }) => ({
      value,
      years: each.map(({ year, days: of, now, expectedTenths }) => ({ year, days: of, now, expectedTenths })),
      ratioPermille: roundAway(ratio * 1000),
      lowPermille: roundAway(low * 1000),
      highPermille: roundAway(high * 1000),
    }));
  return { judged: true, years: years.map(({ year }) => year), seasons };
}
