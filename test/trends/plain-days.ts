import type { DailySeries, DayKinds } from "../../trends/baseline/daily-series.js";

/** Monday, 1 January 2024. */
export const MONDAY = 19_723;

/** A calendar of plain weeks, but for days that a test names. */
export function plainWeeks(named: Record<number, "holiday" | "makeup"> = {}): DayKinds {
  // Day 0 was a Thursday: Saturday and Sunday are 2 and 3 from there.
  return { kind: (day) => named[day] ?? (day % 7 === 2 || day % 7 === 3 ? "rest" : "workday") };
}

/** A series from MONDAY on, from a count per day. */
export function daily(length: number, count: (i: number) => number): DailySeries & { counts: Float64Array } {
  return {
    first: MONDAY,
    counts: Float64Array.from({ length }, (_, i) => count(i)),
    known: new Uint8Array(length).fill(1),
  };
}

/** Counts that vary around a mean as Poisson counts do, the same every time: a fixed pattern of deviations in standard deviations. */
const PATTERN = [0.3, -1.1, 0.8, -0.2, 1.4, -0.7, 0.1, -1.5, 0.6, 1.1, -0.4, -0.9, 0.5];

export function around(mean: number, i: number): number {
  return Math.max(0, Math.round(mean + PATTERN[i % PATTERN.length]! * Math.sqrt(mean)));
}
