import { BaselineFit } from "./baseline/baseline-fit.js";
import type { DailySeries, DayKinds } from "./baseline/daily-series.js";
import { dayClasses } from "./baseline/day-classes.js";
import { BASELINE } from "./baseline/settings.js";

/** A day from which a series has another level, for good. */
export interface ChangePoint {
  /** First day of the new level, a day number. */
  readonly day: number;
  /** Messages on an average day before and after, gaps left out and bursts cut down. */
  readonly before: number;
  readonly after: number;
}

/** A level holds for this many known days at least: what is shorter is a burst. */
const SHORTEST = 14;
/** Days are cut to so many standard deviations off the levels around them. */
const EXTREME = 3;
/** What a change must gain in deviance, in units of log(days): three parameters' worth (level, place, and the choice of it). */
const PENALTY = 3;

/**
 * The days on which the level of a series changed for good, oldest first: the segmentation with the smallest Poisson
 * deviance over dispersion plus a penalty per change, found exactly. Weekday, holidays and make-up days are taken out by
 * the baseline's factors, gaps are left out, bursts cut down. Empty where fewer than four weeks are known.
 *
 * Source: R. Killick, P. Fearnhead and I. A. Eckley, Optimal detection of changepoints with a linear computational cost
 * (PELT), JASA 107 (2012); quasi-Poisson cost with the baseline's dispersion instead of their normal one.
 */
export function changePoints(series: DailySeries, calendar: DayKinds): ChangePoint[] {
  const length = series.counts.length;
  const fit = new BaselineFit(length);
  if (!fit.run(series, length, dayClasses(series.first, length, calendar))) return [];
  const { kept, factors, dispersion } = fit;
  const { n, counts, classes, level, age } = kept;
  const days: number[] = [];
  const counted = [0];
  const exposed = [0];
  for (let i = 0; i < n; i++) {
    const factor = factors.value[classes[i]!]!;
    // The day itself may lie on the wrong side of a change: what no level around it explains is a burst or an outage.
    const before = level[Math.max(0, i - BASELINE.block)]! * factor;
    const after = level[Math.min(n - 1, i + BASELINE.block)]! * factor;
    const most = extreme(Math.max(before, after, level[i]! * factor), dispersion, EXTREME);
    const least = extreme(Math.min(before, after, level[i]! * factor), dispersion, -EXTREME);
    days.push(series.first + length - 1 - age[i]!);
    counted.push(counted[i]! + Math.max(least, Math.min(most, counts[i]!)));
    exposed.push(exposed[i]! + factor);
  }
  const cost = (from: number, to: number): number => {
    const n = counted[to]! - counted[from]!;
    return n > 0 ? (-2 * n * Math.log(n / (exposed[to]! - exposed[from]!))) / dispersion : 0;
  };
  const starts = segment(days.length, cost, PENALTY * Math.log(Math.max(2, days.length)));
  const rate = (from: number, to: number): number => (counted[to]! - counted[from]!) / (exposed[to]! - exposed[from]!);
  return starts.slice(1).map((start, k) => ({
    day: days[start]!,
    before: rate(starts[k]!, start),
    after: rate(start, starts[k + 2] ?? days.length),
  }));
}

function extreme(mean: number, dispersion: number, deviations: number): number {
  return Math.max(0, mean + deviations * Math.sqrt(dispersion * mean));
}

/** PELT: the starts of the segments of [0, n) with the least sum of costs plus penalty each. */
function segment(n: number, cost: (from: number, to: number) => number, penalty: number): number[] {
  const best = new Float64Array(n + 1).fill(Number.POSITIVE_INFINITY);
  best[0] = -penalty;
  const before = new Int32Array(n + 1);
  // A start that another one beats stays until that other one is long enough to take its place.
  const beaten = new Int32Array(n + 1).fill(n + 1);
  let candidates = [0];
  for (let to = SHORTEST; to <= n; to++) {
    for (const from of candidates) {
      const total = best[from]! + cost(from, to) + penalty;
      if (total >= best[to]!) continue;
      best[to] = total;
      before[to] = from;
    }
    for (const from of candidates) {
      if (beaten[from]! > to && best[from]! + cost(from, to) >= best[to]!) beaten[from] = to;
    }
    candidates = candidates.filter((from) => to < beaten[from]! + SHORTEST);
    const next = to + 1 - SHORTEST;
    if (next >= SHORTEST) candidates.push(next);
  }
  const starts: number[] = [];
  for (let to = n; to > 0; to = before[to]!) starts.unshift(before[to]!);
  return starts;
}
