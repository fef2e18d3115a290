import type { DayFactors, History } from "./day-factors.js";
import type { Level } from "./level.js";

const WEEK = 7;
/** Errors are counted only after so many days. */
const WARM_UP = 28;
/** What the spread is thought to be before anything was seen, and how many days' errors that is worth: real boards have about 2.3. */
const FIRST = 2;
const FIRST_WORTH = 14;
/** One error counts at most as so many variances, so that one burst does not make every interval useless. */
const MOST = 25;

/** How far counts lay from what was expected of them: mean square error ÷ mean, 1 for a perfect forecast of Poisson counts. */
export interface Spread {
  /** Of single days, one to seven days ahead. */
  readonly day: number;
  /** Of sums of seven days: errors of the level do not cancel there. */
  readonly week: number;
}

/** The spread of the forecasts that this series would have had in its own past. */
export function spreadOf(history: History, { factor }: DayFactors, { course }: Level): Spread {
  const { counts, known, classes } = history;
  let days = 0;
  let dayErrors = 0;
  let weeks = 0;
  let weekErrors = 0;
  for (let origin = WARM_UP; origin < counts.length; origin++) {
    let sum = 0;
    let mean = 0;
    let whole = origin + WEEK <= counts.length;
    for (let i = origin; i < Math.min(origin + WEEK, counts.length); i++) {
      if (!known[i]) {
        whole = false;
        continue;
      }
      const expected = Math.max(0.1, course[origin - 1]! * factor[classes[i]!]!);
      sum += counts[i]!;
      mean += expected;
      dayErrors += Math.min(MOST, (counts[i]! - expected) ** 2 / expected);
      days += 1;
    }
    if (whole) {
      weekErrors += Math.min(MOST, (sum - mean) ** 2 / mean);
      weeks += 1;
    }
  }
  // A day is forecast from seven origins and a week overlaps six others: they are counted as what they are worth.
  const settle = (errors: number, n: number, first: number): number =>
    Math.max(1, (errors / WEEK + first * FIRST_WORTH) / (n / WEEK + FIRST_WORTH));
  const day = settle(dayErrors, days, FIRST);
  return { day, week: Math.max(day, settle(weekErrors, weeks, day)) };
}
