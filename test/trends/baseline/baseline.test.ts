import { expect, test } from "vitest";
import { type Baseline, baselineOf } from "../../../trends/baseline/baseline.js";
import type { Unjudged } from "../../../trends/baseline/daily-series.js";
import { around, daily, MONDAY, plainWeeks } from "../plain-days.js";

function known(found: Baseline | Unjudged): Baseline {
  if (!found.judged) throw new Error(found.why.en);
  return found;
}

test("what is usual on each day of the week, within a tenth", () => {
  const week = [30, 26, 24, 24, 25, 12, 9];
  const series = daily(392, (i) => around(week[i % 7]!, i));
  week.forEach((mean, d) => {
    const { middle, low, high } = known(baselineOf(series, MONDAY + 392 + d, plainWeeks()));
    expect(Math.abs(middle / mean - 1)).toBeLessThan(0.1);
    expect(low).toBeLessThan(mean);
    expect(high).toBeGreaterThan(mean);
  });
});

test("a growing series is followed: 1 more each week, 50 after a year", () => {
  const series = daily(371, (i) => around(10 + i / 7, i));
  const { middle } = known(baselineOf(series, MONDAY + 371, plainWeeks()));
  expect(middle).toBeGreaterThan(57);
  expect(middle).toBeLessThan(69);
});

test("past bursts neither raise the middle nor the dispersion", () => {
  const series = daily(400, (i) => (i % 60 < 4 ? 90 : around(20, i)));
  const { middle, dispersion, days } = known(baselineOf(series, MONDAY + 400, plainWeeks()));
  expect(middle).toBeGreaterThan(18);
  expect(middle).toBeLessThan(22);
  expect(dispersion).toBeLessThan(1.5);
  expect(days).toBeLessThan(400 - 7 - 24);
});

test("a holiday is taken for a Sunday until holidays say otherwise", () => {
  const week = (i: number): number => (i % 7 >= 5 ? 10 : 40);
  const holidays = [100, 101, 102, 200, 201, 202, 300, 301, 302].map((i) => MONDAY + i);
  const named = Object.fromEntries([...holidays, MONDAY + 402].map((day) => [day, "holiday" as const]));
  const plain = daily(400, (i) => around(week(i), i));
  const first = known(baselineOf(plain, MONDAY + 402, plainWeeks({ [MONDAY + 402]: "holiday" })));
  expect(first.middle).toBeLessThan(12);
  // Nine holidays with hardly anything: less than on Sundays is expected.
  const quiet = daily(400, (i) => (holidays.includes(MONDAY + i) ? 4 : around(week(i), i)));
  expect(known(baselineOf(quiet, MONDAY + 402, plainWeeks(named))).middle).toBeLessThan(first.middle * 0.75);
});

test("of a series that is not four weeks old nothing is said", () => {
  expect(
    baselineOf(
      daily(20, () => 5),
      MONDAY + 20,
      plainWeeks(),
    ),
  ).toMatchObject({ judged: false });
});
