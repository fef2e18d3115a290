import { CLASSES, HOLIDAY, MAKEUP, SATURDAY } from "../baseline/day-classes.js";

/** Messages' worth of doubt with which a weekday is held to its kind (workdays together, weekends together). */
const WEEKDAY_DOUBT = 30;
/** The same for holidays and make-up days, of which a year has few, against what they usually are. */
const RARE_DOUBT = 30;
/** A weekend day against a workday, and a holiday against a weekend day, before anything was seen. */
const WEEKEND_FIRST = 0.7;
const HOLIDAY_FIRST = 0.8;
/** Days on each side over which the level is averaged while factors are worked out. */
const REACH = 21;
const ROUNDS = 3;
/** A level is never quite nothing: factors divide by it. */
const LEAST_LEVEL = 0.05;

/** How busy days of a class are, against the level. */
export interface DayFactors {
  /** By class of trends/baseline/day-classes.ts; 1 is the level itself. */
  readonly factor: Float64Array;
  /** How many messages each factor stands on, its first guess included: its relative variance is dispersion ÷ this. */
  readonly weight: Float64Array;
}

/** A history as the forecast sees it: one value per day, bursts already cut down where the caller wants that. */
export interface History {
  readonly counts: Float64Array;
  readonly known: Uint8Array;
  readonly classes: Uint8Array;
}

function levels({ counts, known, classes }: History, factor: Float64Array): Float64Array {
  const n = counts.length;
  const sums = new Float64Array(n + 1);
  const weights = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) {
    sums[i + 1] = sums[i]! + (known[i] ? counts[i]! : 0);
    weights[i + 1] = weights[i]! + (known[i] ? factor[classes[i]!]! : 0);
  }
  const level = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const from = Math.max(0, i - REACH);
    const to = Math.min(n, i + REACH + 1);
    const weight = weights[to]! - weights[from]!;
    level[i] = weight > 0 ? Math.max(LEAST_LEVEL, (sums[to]! - sums[from]!) / weight) : LEAST_LEVEL;
  }
  return level;
}

/**
 * Factors of the weekdays, of holidays and of make-up days, as ratios of what came to the level around it. Each is
 * shrunk as by a gamma prior on a Poisson rate: weekdays towards the mean of the workdays (or of the weekend), holidays
 * towards a quiet weekend day, make-up days to halfway between workday and weekend. Counts above `cap(mean)` are cut
 * down to it, so that one burst does not make a busy Tuesday.
 *
 * Source: ratio-to-moving-average decomposition (Macaulay 1931); gamma–Poisson shrinkage (Gelman et al., Bayesian Data
 * Analysis, ch. 2).
 */
export function dayFactors(history: History, cap: (mean: number) => number): DayFactors {
  const { counts, known, classes } = history;
  const factor = new Float64Array(CLASSES).fill(1);
  const weight = new Float64Array(CLASSES);
  for (let round = 0; round < ROUNDS; round++) {
    const level = levels(history, factor);
    const seen = new Float64Array(CLASSES);
    const expected = new Float64Array(CLASSES);
    for (let i = 0; i < counts.length; i++) {
      if (!known[i]) continue;
      const of = classes[i]!;
      seen[of] = seen[of]! + Math.min(counts[i]!, cap(level[i]! * factor[of]!));
      expected[of] = expected[of]! + level[i]!;
    }
    const pooled = (from: number, to: number, first: number, doubt: number): number => {
      let n = first * doubt;
      let e = doubt;
      for (let of = from; of < to; of++) {
        n += seen[of]!;
        e += expected[of]!;
      }
      return e > 0 ? n / e : first;
    };
    const shrink = (of: number, towards: number, doubt: number): void => {
      factor[of] = (seen[of]! + towards * doubt) / (expected[of]! + doubt);
      weight[of] = Math.max(1, (expected[of]! + doubt) * factor[of]!);
    };
    const workday = pooled(0, SATURDAY, 1, 0);
    const weekend = pooled(SATURDAY, HOLIDAY, workday * WEEKEND_FIRST, WEEKDAY_DOUBT);
    for (let of = 0; of < SATURDAY; of++) shrink(of, workday, WEEKDAY_DOUBT);
    for (let of = SATURDAY; of < HOLIDAY; of++) shrink(of, weekend, WEEKDAY_DOUBT);
    shrink(HOLIDAY, weekend * HOLIDAY_FIRST, RARE_DOUBT);
    shrink(MAKEUP, (workday + weekend) / 2, RARE_DOUBT);
  }
  return { factor, weight };
}
