import { CLASSES, HOLIDAY, MAKEUP, SATURDAY, SUNDAY } from "./day-classes.js";
import type { Days } from "./days.js";
import { BASELINE } from "./settings.js";

/** How much there is on each kind of day, against the mean of an ordinary week, and how sure that is. */
export interface DayFactors {
  readonly value: Float64Array;
  /** Relative variance of each value. */
  readonly error: Float64Array;
}

export function newDayFactors(): DayFactors {
  return { value: new Float64Array(CLASSES).fill(1), error: new Float64Array(CLASSES) };
}

const counted = new Float64Array(CLASSES);
const exposed = new Float64Array(CLASSES);

/** The share of an observed difference that is believed: all of it where chance is small against what is usual. */
function belief(spread: number, chance: number): number {
  return spread / (spread + chance);
}

/**
 * Estimates the factors per kind of day. All are shrunk as far as chance could explain them (empirical Bayes, B. Efron
 * and C. Morris, JASA 68, 1973): Monday to Friday toward their common mean, Saturday and Sunday toward theirs, these two
 * means toward the `shape` (1 where absent), public holidays toward Sundays, make-up days toward workdays.
 */
export function estimateFactors(into: DayFactors, days: Days, dispersion: number, shape?: Float64Array): void {
  const { n, counts, classes, level, aside } = days;
  counted.fill(0);
  exposed.fill(0);
  for (let i = 0; i < n; i++) {
    if (aside[i] === 1) continue;
    counted[classes[i]!]! += counts[i]!;
    exposed[classes[i]!]! += level[i]!;
  }
  group(into, 0, SATURDAY, BASELINE.workdaySpread, dispersion, shape);
  group(into, SATURDAY, HOLIDAY, BASELINE.weekendSpread, dispersion, shape);
  const { value } = into;
  let work = 0;
  for (let c = 0; c < SATURDAY; c++) work += value[c]! / SATURDAY;
  const holiday = shape === undefined ? 1 : shape[HOLIDAY]! / shape[SUNDAY]!;
  shrink(into, HOLIDAY, value[SUNDAY]! * holiday, BASELINE.holidaySpread, dispersion);
  shrink(into, MAKEUP, work, BASELINE.makeupSpread, dispersion);
  let week = 0;
  for (let c = 0; c <= SUNDAY; c++) week += value[c]! / 7;
  for (let c = 0; c < CLASSES; c++) value[c]! /= week;
}

/** The classes [from, to): each toward their common mean, and that toward the shape. */
function group(
  { value, error }: DayFactors,
  from: number,
  to: number,
  usual: number,
  dispersion: number,
  shape: Float64Array | undefined,
): void {
  let seen = 0;
  let expected = 1e-9;
  for (let c = from; c < to; c++) {
    seen += counted[c]!;
    expected += exposed[c]! * (shape?.[c] ?? 1);
  }
  const chance = dispersion / expected;
  const trust = belief(BASELINE.groupSpread ** 2, chance);
  const mean = 1 + trust * (seen / expected - 1);
  // How much the days differ among themselves beyond chance, as far as that is known, together with what is usual.
  let squares = 0;
  let chances = 0;
  for (let c = from; c < to; c++) {
    const own = mean * exposed[c]! * (shape?.[c] ?? 1) + 1e-9;
    squares += (counted[c]! / own - 1) ** 2 / (to - from - 1);
    chances += dispersion / own / (to - from);
  }
  const free = to - from - 1;
  const spread = (2 * usual ** 2 + free * Math.max(0, squares - chances)) / (2 + free);
  for (let c = from; c < to; c++) {
    const before = mean * (shape?.[c] ?? 1);
    const own = before * exposed[c]! + 1e-9;
    const noise = dispersion / own;
    const part = belief(spread, noise);
    value[c] = before * (1 + part * (counted[c]! / own - 1));
    error[c] = trust * chance + part * noise;
  }
}

function shrink({ value, error }: DayFactors, c: number, toward: number, usual: number, dispersion: number): void {
  const own = exposed[c]! * toward + 1e-9;
  const noise = dispersion / own;
  const part = belief(usual ** 2, noise);
  value[c] = toward * (1 + part * (counted[c]! / own - 1));
  error[c] = part * noise;
}
