import type { DailySeries, DayKinds } from "../../trends/baseline/daily-series.js";
import { type Forecast, forecastWeek, HORIZON } from "../../trends/forecast/forecast.js";

const WEEK = 7;
/** Same weekdays that the way to beat takes the mean of. */
export const SAME_WEEKDAYS = 8;

/** A series and the days on which a forecast was asked for: the first and the last of them. */
export interface Trial {
  name: string;
  series: DailySeries;
  /** Day numbers of the first and the last day that is forecast. */
  from: number;
  to: number;
  /** Days from one forecast to the next: 7 for weeks that do not overlap, 1 for all. */
  step: number;
}

/** How forecasts and the ways beside them did; errors are means of |forecast − count|, in messages a day. */
export interface Score {
  forecasts: number;
  abstained: number;
  days: number;
  mae: number;
  sameWeekdays: number;
  lastWeek: number;
  /** Shares of days and of week totals within the intervals, and their mean width in messages. */
  covered: number;
  width: number;
  weeksCovered: number;
}

/** Mean of the last eight same weekdays before the origin, of those known. */
export function meanOfSameWeekdays({ first, counts, known }: DailySeries, origin: number, day: number): number {
  let n = 0;
  let days = 0;
  for (let back = day - WEEK; back >= first && days < SAME_WEEKDAYS; back -= WEEK) {
    if (back >= origin || known[back - first] === 0) continue;
    n += counts[back - first]!;
    days += 1;
  }
  return days === 0 ? 0 : n / days;
}

/** Forecasts week after week, always from the days before alone, and scores them. */
export function score(trials: readonly Trial[], calendar: DayKinds): Score {
  const sums = {
    days: 0,
    mae: 0,
    same: 0,
    last: 0,
    covered: 0,
    width: 0,
    weeks: 0,
    weeksCovered: 0,
    abstained: 0,
    n: 0,
  };
  for (const { series, from, to, step } of trials) {
    for (let origin = from; origin + HORIZON - 1 <= to; origin += step) {
      sums.n += 1;
      const forecast = forecastWeek(series, origin, calendar);
      if (!forecast.judged) {
        sums.abstained += 1;
        continue;
      }
      let total = 0;
      for (const { day, middle, low, high } of forecast.days) {
        const count = series.counts[day - series.first]!;
        total += count;
        sums.days += 1;
        sums.mae += Math.abs(count - middle);
        sums.same += Math.abs(count - meanOfSameWeekdays(series, origin, day));
        sums.last += Math.abs(count - series.counts[day - WEEK - series.first]!);
        sums.covered += count >= low && count <= high ? 1 : 0;
        sums.width += high - low;
      }
      sums.weeks += 1;
      sums.weeksCovered += within(total, forecast) ? 1 : 0;
    }
  }
  const per = (value: number, of: number): number => (of === 0 ? Number.NaN : value / of);
  return {
    forecasts: sums.n,
    abstained: sums.abstained,
    days: sums.days,
    mae: per(sums.mae, sums.days),
    sameWeekdays: per(sums.same, sums.days),
    lastWeek: per(sums.last, sums.days),
    covered: per(sums.covered, sums.days),
    width: per(sums.width, sums.days),
    weeksCovered: per(sums.weeksCovered, sums.weeks),
  };
}

function within(count: number, { total }: Forecast): boolean {
  return count >= total.low && count <= total.high;
}
