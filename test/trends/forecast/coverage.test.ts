import { expect, test } from "vitest";
import { Calendar } from "../../../core/calendar.js";
import { forecastWeek } from "../../../trends/forecast/forecast.js";

const calendar = new Calendar({ holidays: [], workdays: [] });
const DAYS = 217;
/** Day 0 is a Thursday. */
const SHAPE = [1.1, 1.05, 0.75, 0.7, 1.15, 1.15, 1.1];

/** Random numbers that are the same in every run (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Poisson arrivals of groups whose sizes are geometric with mean `size`: variance is (2 × size − 1) times the mean. */
function arrivals(mean: number, size: number, next: () => number): number {
  let n = 0;
  for (let left = Math.exp(-mean / size), p = next(); p > left; p *= next()) {
    n += size === 1 ? 1 : 1 + Math.floor(Math.log(next()) / Math.log(1 - 1 / size));
  }
  return n;
}

test.each([
  [6, 1],
  [6, 1.5],
  [6, 2.3],
  [20, 1],
  [20, 2.3],
  [100, 1],
  [100, 2.3],
])("of counts of %d a day and dispersion %d, 95 in 100 intervals hold: 93 to 97 do", (mean, dispersion) => {
  const next = random(mean * 100 + dispersion * 10);
  let days = 0;
  let covered = 0;
  for (let run = 0; run < 20; run++) {
    const counts = Int32Array.from({ length: DAYS }, (_, day) =>
      arrivals(mean * SHAPE[day % 7]!, (dispersion + 1) / 2, next),
    );
    const series = { first: 0, counts, known: new Uint8Array(DAYS).fill(1) };
    for (let origin = 105; origin + 7 <= DAYS; origin += 7) {
      const forecast = forecastWeek(series, origin, calendar);
      if (!forecast.judged) continue;
      for (const { day, low, high } of forecast.days) {
        days += 1;
        if (counts[day]! >= low && counts[day]! <= high) covered += 1;
      }
    }
  }
  expect(covered / days).toBeGreaterThan(0.93);
  expect(covered / days).toBeLessThan(0.97);
});
