import { BaselineFit } from "./baseline/baseline-fit.js";
import type { DailySeries, DayKinds } from "./baseline/daily-series.js";
import { dayClasses } from "./baseline/day-classes.js";

/** A day from which a series has another level, for good. */
export interface ChangePoint {
  /** First day of the new level, a day number. */
  readonly day: number;
  /** Messages on an average day before and after, bursts and gaps left out. */
  readonly before: number;
  readonly after: number;
}

/** A level holds for this many known days at least: what is shorter is a burst. */
const SHORTEST = 14;
/** What a change must gain in deviance, in units of log(days): three parameters' worth (level, place, and the choice of it). */
const PENALTY = 3;

/**
 * The days on which the level of a series changed for good, oldest first: the segmentation with the smallest Poisson
 * deviance over dispersion plus a penalty per change, found exactly. Weekday, holidays and make-up days are taken out by
 * the baseline's factors, bursts and gaps are left out. Empty where fewer than four weeks are known.
 *
 * Source: R. Killick, P. Fearnhead and I. A. Eckley, Optimal detection of changepoints with a linear computational cost
 * (PELT), JASA 107 (2012); quasi-Poisson cost with the baseline's dispersion instead of their normal one.
 */
export function changePoints(series: DailySeries, calendar: DayKinds): ChangePoint[] {
  const length = series.counts.length;
  const fit = new BaselineFit(length);
  if (!fit.run(series, length, dayClasses(series.first, length, calendar))) return [];
  const { kept, factors, dispersion } = fit;
  const days: number[] = [];
  const counted = [0];
  const exposed = [0];
  for (let i = 0; i < kept.n; i++) {
    if (kept.aside[i] === 1) continue;
    days.push(series.first + length - 1 - kept.age[i]!);
    counted.push(counted.at(-1)! + kept.counts[i]!);
    exposed.push(exposed.at(-1)! + factors.value[kept.classes[i]!]!);
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
