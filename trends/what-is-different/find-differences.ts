import type { Dimension, Store } from "../../core/store.js";
import type { DailySeries, Unjudged } from "../baseline/daily-series.js";
import { type Comparison, compareDays } from "../compare/compare.js";
import { periodBefore, yearsBefore } from "../compare/like-days.js";
import { type Asked, SeriesLoader } from "../forecast/load-series.js";
import { daysPeriod } from "../periods.js";
import { type Difference, differentKeywords, differentValues } from "./differences.js";
import { LEAST_WEEKS, REFERENCE_WEEKS, type Reference, referenceOf, sumOf } from "./reference.js";

const WEEK = 7;
/** Days back that 同比 may need: a year, and as far as a holiday moves. */
const YEAR_BACK = 420;

/** What is different in a week, and how its whole compares. */
export interface WeekDifferences {
  readonly judged: true;
  /** All messages: against the week before and the same week of last year. */
  period: Comparison;
  year: Comparison;
  /** Surest first within each kind, kinds in the order asked for, keywords last. */
  differences: Difference[];
  /** Days of the week that are in no figure of the differences: holidays, make-up days, days without data. */
  left: readonly number[];
  /** How many weeks it was held against. */
  weeks: number;
}

export type WeekAnswer = WeekDifferences | (Unjudged & Pick<WeekDifferences, "period" | "year">);

function span(days: readonly number[]): { first: number; last: number } {
  return { first: days[0] ?? 0, last: days.at(-1) ?? 0 };
}

/** Keywords of the days that are in no figure take part in the contrast: what came on them counts as expected. */
function keywordScale(total: DailySeries, reference: Reference, earlier: readonly number[]): number {
  const used = reference.weeks.reduce((sum, week) => sum + sumOf(total, week), 0);
  const before = sumOf(total, earlier);
  const expected = used * reference.scale + sumOf(total, reference.left);
  return before > 0 ? expected / before : 1 / REFERENCE_WEEKS;
}

/**
 * What is different in up to seven days in a row: values of the dimensions, and keywords, that came up clearly more or
 * less often than on like days of the eight weeks before. Of what is told, at most 5 % is chance, on average.
 */
export async function findDifferences(
  store: Store,
  asked: Asked,
  days: readonly number[],
  dimensions: readonly Dimension[],
): Promise<WeekAnswer> {
  const { first, last } = span(days);
  const { where, zone, calendar } = asked;
  const loader = await SeriesLoader.open(store, asked, first - YEAR_BACK, last);
  const total = await loader.total();
  const whole = {
    period: compareDays(total, periodBefore(days, calendar)),
    year: compareDays(total, yearsBefore(days, 1, calendar)),
  };
  const reference = referenceOf(total, days, calendar);
  if (reference.days.length === 0) {
    return {
      judged: false,
      why: {
        zh: `这几天或是节假日、没有数据，或之前不足 ${LEAST_WEEKS} 周同样的日子，无从比较`,
        en: `these days are holidays or without data, or fewer than ${LEAST_WEEKS} weeks of like days lie before them`,
      },
      ...whole,
    };
  }
  const differences: Difference[] = [];
  let dispersion = 1;
  for (const dimension of dimensions) {
    const values = await loader.load([dimension], first - REFERENCE_WEEKS * WEEK);
    const found = differentValues(dimension, values, reference);
    differences.push(...found.differences);
    dispersion = Math.max(dispersion, found.dispersion);
  }
  const earlier = Array.from({ length: REFERENCE_WEEKS * WEEK }, (_, index) => first - REFERENCE_WEEKS * WEEK + index);
  const here = { ...where, ...daysPeriod(first, last, zone) };
  const before = { ...where, ...daysPeriod(first - earlier.length, first - 1, zone) };
  const [more, fewer] = [
    await store.contrast(here, before, "keywords"),
    await store.contrast(before, here, "keywords"),
  ];
  const messages = { now: sumOf(total, days), before: sumOf(total, earlier) };
  const scale = keywordScale(total, reference, earlier);
  differences.push(...differentKeywords({ more, fewer }, messages, scale, dispersion));
  return { judged: true, ...whole, differences, left: reference.left, weeks: reference.weeks.length };
}
