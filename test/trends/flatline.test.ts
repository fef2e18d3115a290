import { expect, test } from "vitest";
import { flatlineOn, flatlinesAmong } from "../../trends/flatline.js";
import { around, daily, MONDAY, plainWeeks } from "./plain-days.js";

const calendar = plainWeeks();

test("R38: nothing on a day of a series of twenty a day is silence; since when, is said", () => {
  const series = daily(200, (i) => (i >= 198 ? 0 : around(20, i)));
  expect(flatlineOn(series, MONDAY + 199, calendar)).toMatchObject({
    significant: true,
    observed: 0,
    since: MONDAY + 198,
  });
});

test("R38: a fifth of the usual counts as silence as well", () => {
  const series = daily(200, (i) => (i >= 197 ? 8 : around(40, i)));
  expect(flatlineOn(series, MONDAY + 199, calendar)).toMatchObject({ significant: true });
});

test("R39: where one message comes in five days, a few days without are nothing", () => {
  const thin = daily(200, (i) => (i % 5 === 0 && i < 196 ? 1 : 0));
  expect(flatlineOn(thin, MONDAY + 199, calendar)).toMatchObject({ significant: false });
  const never = daily(200, () => 0);
  expect(flatlineOn(never, MONDAY + 199, calendar)).toMatchObject({ significant: false });
});

test("one a day: a day without is common, two weeks without are not", () => {
  const series = (silent: number) =>
    daily(300, (i) => (i >= 300 - silent ? 0 : 1 + (i % 3 === 0 ? 1 : 0) - (i % 3 === 1 ? 1 : 0)));
  expect(flatlineOn(series(2), MONDAY + 299, calendar)).toMatchObject({ significant: false });
  expect(flatlineOn(series(14), MONDAY + 299, calendar)).toMatchObject({ significant: true, window: 14, observed: 0 });
});

test("a gap is no silence: what is not known is not judged", () => {
  const series = daily(200, (i) => (i >= 190 ? 0 : around(20, i)));
  series.known.fill(0, 190);
  expect(flatlineOn(series, MONDAY + 199, calendar)).toMatchObject({ judged: false });
});

test("quiet weekends are no silence", () => {
  // Days 194 and 195 are a weekend.
  const series = daily(196, (i) => (i % 7 >= 5 ? i % 2 : around(20, i)));
  expect(flatlineOn(series, MONDAY + 195, calendar)).toMatchObject({ significant: false });
});

test("among many, the silent one is told", () => {
  const many = Array.from({ length: 300 }, () => daily(200, (i) => around(20, i)));
  many[7] = daily(200, (i) => (i >= 198 ? 0 : around(20, i)));
  const found = flatlinesAmong(many, MONDAY + 199, calendar);
  expect(found.flatMap((one, k) => (one.judged && one.significant ? [k] : []))).toEqual([7]);
});
