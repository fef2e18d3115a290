import type { DayFactors, History } from "./day-factors.js";

/** How much of the level is renewed each day: half of it in 35, 17, 8 days. Wide apart, and none of them nervous. */
const RENEWALS = [0.02, 0.04, 0.08] as const;
/** How steeply a renewal that erred more in the past is passed over: e-fold weight for each 2 % of error. */
const STEEPNESS = 50;
/** Errors are counted only after so many days: before, every level is a guess. */
const WARM_UP = 56;
/** With fewer errors than this, all renewals have the same say. */
const LEAST_ERRORS = 21;
const WEEK = 7;

/** One course of the level: what a renewal knew at the end of each day. */
interface Course {
  readonly level: Float64Array;
  /** Mean absolute error a week ahead. */
  readonly error: number | undefined;
}

/** Where a series stands. */
export interface Level {
  /** Messages a day at factor 1, after the last day. */
  readonly now: number;
  /** The level as it was known at the end of each day. */
  readonly course: Float64Array;
}

function courseOf(
  { counts, known, classes }: History,
  { factor }: DayFactors,
  renewal: number,
  cap: (mean: number) => number,
): Course {
  const n = counts.length;
  const level = new Float64Array(n);
  let messages = 0;
  let days = 0;
  let seen = 0;
  let errors = 0;
  let judged = 0;
  for (let i = 0; i < n; i++) {
    const busy = factor[classes[i]!]!;
    messages *= 1 - renewal;
    days *= 1 - renewal;
    if (known[i]) {
      const mean = days > 0 ? (messages / days) * busy : counts[i]!;
      // A single day may pull the level only so far: a burst is news, not the new normal.
      messages += seen >= 2 * WEEK ? Math.min(counts[i]!, cap(mean)) : counts[i]!;
      days += busy;
      seen += 1;
      if (i >= WARM_UP) {
        errors += Math.abs(counts[i]! - level[i - WEEK]! * busy);
        judged += 1;
      }
    }
    level[i] = days > 0 ? messages / days : 0;
  }
  return { level, error: judged >= LEAST_ERRORS ? errors / judged : undefined };
}

/**
 * The level of a series by exponential smoothing of counts over factors (numerator and denominator apart, so that a
 * quiet day counts for less than a busy one). Three speeds are run; each has a say by how well it did a week ahead in
 * the past of this very series. There is no trend: over seven days it is lost in the noise of counts, and the fast
 * speeds follow what is left of it.
 *
 * Source: Gardner, Exponential smoothing: the state of the art II, Int. J. Forecasting 22 (2006); weights by past
 * errors as in Bates and Granger, The combination of forecasts, Operational Research Quarterly 20 (1969).
 */
export function levelOf(history: History, factors: DayFactors, cap: (mean: number) => number): Level {
  const courses = RENEWALS.map((renewal) => courseOf(history, factors, renewal, cap));
  const least = Math.min(...courses.map(({ error }) => error ?? Number.POSITIVE_INFINITY));
  const say = courses.map(({ error }) =>
    error === undefined || least <= 0 ? 1 : Math.exp((-STEEPNESS * (error - least)) / least),
  );
  const whole = say.reduce((sum, weight) => sum + weight, 0);
  const n = history.counts.length;
  const course = new Float64Array(n);
  courses.forEach(({ level }, index) => {
    for (let i = 0; i < n; i++) course[i] = course[i]! + (level[i]! * say[index]!) / whole;
  });
  return { now: course[n - 1] ?? 0, course };
}
