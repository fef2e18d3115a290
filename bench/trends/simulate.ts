import type { DailySeries, DayKinds } from "../../trends/baseline/daily-series.js";
import { classOf, HOLIDAY, MAKEUP, SUNDAY } from "../../trends/baseline/day-classes.js";
import { randomFrom } from "../random.js";
import { Draw } from "./draw.js";

/** How a simulated series is made. */
export interface Recipe {
  /** Messages a day, on the mean of an ordinary week. */
  rate: number;
  /** Variance ÷ mean around the day's own mean. */
  dispersion: number;
  /** Days of history, with past bursts and gaps. */
  history: number;
  /** Days behind it to be judged, without bursts and gaps. */
  judged: number;
  /** Its first day; default: another one for each seed, in the year from FIRST_DAY on. */
  first?: number;
  /** Growth over a year of the history, relative; default 0. */
  growth?: number;
  /** Past bursts come once in so many days on average; default 80. */
  burstEvery?: number;
  seed: number;
}

export interface Simulated {
  series: DailySeries & { counts: Float64Array };
  /** The true mean of each day, without bursts. */
  mean: Float64Array;
  draw: Draw;
}

/** Monday, 2 January 2023. */
export const FIRST_DAY = 19_359;
/** Past bursts and gaps come once in so many days on average. */
const BURST_EVERY = 80;
const GAP_EVERY = 120;
export const LONGEST = 7;

/** The shape of a week: busy workdays that differ a little, quiet weekends, quieter holidays, make-up days nearly like workdays. */
function shapeOf(draw: Draw): Float64Array {
  const shape = new Float64Array(9);
  for (let c = 0; c < 5; c++) shape[c] = draw.between(0.92, 1.08);
  shape[0]! *= 1.06;
  shape[5] = draw.between(0.55, 0.9);
  shape[SUNDAY] = draw.between(0.45, 0.8);
  let week = 0;
  for (let c = 0; c < 7; c++) week += shape[c]! / 7;
  for (let c = 0; c < 7; c++) shape[c]! /= week;
  shape[HOLIDAY] = shape[SUNDAY]! * draw.between(0.7, 1.1);
  shape[MAKEUP] = draw.between(0.85, 1);
  return shape;
}

/** One series: weekday shape, public holidays, gaps in collection, past bursts of 1.5 to 5 times for 1 to 7 days. */
export function simulate(recipe: Recipe, calendar: DayKinds): Simulated {
  const { rate, dispersion, history, judged, growth = 0, burstEvery = BURST_EVERY } = recipe;
  const draw = new Draw(randomFrom(recipe.seed));
  const length = history + judged;
  const shape = shapeOf(draw);
  const mean = new Float64Array(length);
  const counts = new Float64Array(length);
  const known = new Uint8Array(length).fill(1);
  const start = FIRST_DAY + Math.floor(draw.between(0, 365));
  const first = recipe.first ?? start;
  for (let i = 0; i < length; i++) {
    mean[i] = rate * shape[classOf(first + i, calendar)]! * (1 + growth) ** ((i - history) / 365);
    counts[i] = draw.count(mean[i]!, dispersion);
  }
  for (let i = 0; i < history; i++) {
    if (draw.uniform() < 1 / burstEvery) {
      addBurst(counts, mean, draw, {
        dispersion,
        from: i,
        to: Math.min(history, i + length7(draw)),
        factor: draw.between(1.5, 5),
      });
    }
    if (draw.uniform() < 1 / GAP_EVERY) known.fill(0, i, Math.min(history, i + Math.floor(draw.between(1, 10))));
  }
  return { series: { first, counts, known }, mean, draw };
}

function length7(draw: Draw): number {
  return 1 + Math.floor(draw.uniform() * LONGEST);
}

/** Adds to the counts what lifts the mean of [from, to) to `factor` times what it was, with the same dispersion. */
export function addBurst(
  counts: Float64Array,
  mean: Float64Array,
  draw: Draw,
  burst: { dispersion: number; from: number; to: number; factor: number },
): void {
  for (let i = burst.from; i < burst.to; i++) {
    counts[i]! += draw.count(mean[i]! * (burst.factor - 1), burst.dispersion);
  }
}
