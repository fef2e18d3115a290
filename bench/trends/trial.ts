import type { DayKinds } from "../../trends/baseline/daily-series.js";
import { dayClasses } from "../../trends/baseline/day-classes.js";
import type { Detector } from "./detectors.js";
import { addBurst, LONGEST, type Recipe, simulate } from "./simulate.js";

export const FACTORS = [1.5, 2, 3, 5] as const;
export const LENGTHS = [1, 2, 3, 5, 7] as const;
/** Days of history: what the baseline looks at, and the days that it keeps out. */
const HISTORY = 407;
/** Days before the first judged one that have no burst and no gap: what windows reach back to. */
const QUIET = 7;
const QUARTER = 91;
/** A burst is injected at every so many days, each in a copy of its own. */
const EVERY = 17;
/** Alarms with no more quiet days than this between them are one. */
const PAUSE = 2;

/** What one detector said of one kind of series. */
export interface Scores {
  readonly detector: Detector;
  /** Score of each judged day of each series, without bursts. */
  readonly quiet: Float64Array[];
  /** Per burst: the smallest score up to its first, second … day, for each factor (FACTORS × LONGEST values). */
  readonly bursts: Float64Array[];
}

/** Runs detectors side by side over `series` simulated series: the same days, the same bursts. */
export function trial(
  recipe: Omit<Recipe, "history" | "judged" | "seed">,
  detectors: readonly Detector[],
  { series, quarters, seed }: { series: number; quarters: number; seed: number },
  calendar: DayKinds,
): Scores[] {
  const scores: Scores[] = detectors.map((detector) => ({ detector, quiet: [], bursts: [] }));
  const length = QUARTER * quarters;
  for (let s = 0; s < series; s++) {
    const whole: Recipe = { ...recipe, history: HISTORY, judged: QUIET + length, seed: seed + s };
    const sim = simulate(whole, calendar);
    const { counts } = sim.series;
    const classes = dayClasses(sim.series.first, counts.length, calendar);
    const first = HISTORY + QUIET;
    const starts: number[] = [];
    for (let at = first; at + LONGEST <= first + length; at += EVERY) starts.push(at);
    const raised = starts.map((from) =>
      FACTORS.map((factor) => {
        const copy = counts.slice();
        const burst = { dispersion: recipe.dispersion, from, to: from + LONGEST, factor };
        addBurst(copy, sim.mean, sim.draw, burst);
        return copy;
      }),
    );
    for (const { detector, quiet, bursts } of scores) {
      const score = detector.start(sim, whole, classes);
      const found = starts.map(() => new Float64Array(FACTORS.length * LONGEST).fill(Number.POSITIVE_INFINITY));
      const calm = new Float64Array(length);
      for (let d = 0; d < length; d++) {
        const index = first + d;
        calm[d] = score(counts, index);
        const b = Math.floor(d / EVERY);
        const day = d % EVERY;
        if (day >= LONGEST || b >= starts.length) continue;
        FACTORS.forEach((_, f) => {
          const at = f * LONGEST + day;
          const before = day === 0 ? Number.POSITIVE_INFINITY : found[b]![at - 1]!;
          found[b]![at] = Math.min(before, score(raised[b]![f]!, index));
        });
      }
      quiet.push(calm);
      bursts.push(...found);
    }
  }
  return scores;
}

/** False alarms per series and quarter at a threshold: alarms with a pause of up to two days count once. */
export function falseAlarms({ quiet }: Scores, threshold: number): number {
  let alarms = 0;
  let days = 0;
  for (const one of quiet) {
    let last = Number.NEGATIVE_INFINITY;
    one.forEach((score, d) => {
      if (score > threshold) return;
      if (d - last > PAUSE + 1) alarms += 1;
      last = d;
    });
    days += one.length;
  }
  return (alarms * QUARTER) / days;
}

/** The largest threshold with no more false alarms than `rate`. */
export function thresholdFor(scores: Scores, rate: number): number {
  const sorted = Float64Array.from(scores.quiet.flatMap((one) => [...one])).sort();
  let low = 0;
  let high = sorted.length - 1;
  // Alarms grow together into fewer at thresholds that no one would set: only those below 1 in 5 days come into question.
  high = Math.floor(high / 5);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (falseAlarms(scores, sorted[middle]!) <= rate) low = middle;
    else high = middle - 1;
  }
  return sorted[low]!;
}

/** Share of bursts of a factor and length (in days) that raise an alarm on one of their days. */
export function power({ bursts }: Scores, threshold: number, factor: number, length: number): number {
  const at = FACTORS.indexOf(factor as (typeof FACTORS)[number]) * LONGEST + length - 1;
  return bursts.filter((burst) => burst[at]! <= threshold).length / bursts.length;
}

/** The mean of power over all factors and lengths. */
export function meanPower(scores: Scores, threshold: number): number {
  let sum = 0;
  for (const factor of FACTORS) for (const length of LENGTHS) sum += power(scores, threshold, factor, length);
  return sum / (FACTORS.length * LENGTHS.length);
}
