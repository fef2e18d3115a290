import fc from "fast-check";
import { expect, test } from "vitest";
import { randomFrom } from "../../bench/random.js";
import { Draw } from "../../bench/trends/draw.js";
import { changePoints } from "../../trends/change-points.js";
import { around, daily, MONDAY, plainWeeks } from "./plain-days.js";

const calendar = plainWeeks();

test("a level that rises for good and later falls: both days, within three, and the levels around them", () => {
  const series = daily(300, (i) => around(i < 120 ? 10 : i < 220 ? 25 : 15, i));
  const found = changePoints(series, calendar);
  expect(found).toHaveLength(2);
  const [up, down] = found;
  expect(Math.abs(up!.day - (MONDAY + 120))).toBeLessThanOrEqual(3);
  expect(Math.abs(down!.day - (MONDAY + 220))).toBeLessThanOrEqual(3);
  expect(up!.before).toBeCloseTo(10, 0);
  expect(Math.abs(up!.after - 25)).toBeLessThan(1.5);
  expect(Math.abs(down!.after - 15)).toBeLessThan(1.5);
});

test("weekends, a burst and a gap are no change of level", () => {
  const series = daily(300, (i) =>
    i >= 100 && i < 104 ? 120 : i >= 200 && i < 230 ? 0 : around(i % 7 >= 5 ? 10 : 25, i),
  );
  series.known.fill(0, 200, 230);
  expect(changePoints(series, calendar)).toEqual([]);
});

test("steady counts have a change point in less than one series of twenty, whatever their mean and dispersion", () => {
  let found = 0;
  for (let seed = 0; seed < 120; seed++) {
    const draw = new Draw(randomFrom(seed));
    const series = daily(365, () => draw.count([1, 8, 60][seed % 3]!, [1, 2.3][seed % 2]!));
    found += changePoints(series, calendar).length > 0 ? 1 : 0;
  }
  expect(found).toBeLessThanOrEqual(6);
});

test("levels are never shorter than two weeks, days are in order", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 40, maxLength: 90 }), (counts) => {
      const found = changePoints(
        daily(counts.length, (i) => counts[i]!),
        calendar,
      );
      const days = [MONDAY, ...found.map(({ day }) => day), MONDAY + counts.length];
      for (let k = 1; k < days.length; k++) expect(days[k]! - days[k - 1]!).toBeGreaterThanOrEqual(14);
    }),
  );
});

test("too little history: none", () => {
  expect(
    changePoints(
      daily(20, (i) => i),
      calendar,
    ),
  ).toEqual([]);
});
