import { expect, test } from "vitest";
import type { DailySeries, DayKinds, Unjudged } from "../../../trends/baseline/daily-series.js";
import { type BurstVerdict, burstOn } from "../../../trends/burst/burst-on.js";
import { burstsAmong } from "../../../trends/burst/bursts-among.js";
import { burstsIn } from "../../../trends/burst/bursts-in.js";
import { around, daily, MONDAY, plainWeeks } from "../plain-days.js";

const calendar = plainWeeks();
const lastDay = ({ first, counts }: DailySeries): number => first + counts.length - 1;

function judged(found: BurstVerdict | Unjudged): BurstVerdict {
  if (!found.judged) throw new Error(found.why.en);
  return found;
}

function onLastDay(series: DailySeries, kinds: DayKinds = calendar): BurstVerdict {
  return judged(burstOn(series, lastDay(series), kinds));
}

test("an ordinary day is no burst, three times the usual is one, and it says what was usual", () => {
  const quiet = daily(200, (i) => around(20, i));
  expect(onLastDay(quiet)).toMatchObject({ significant: false, since: undefined });

  const burst = daily(200, (i) => (i === 199 ? 60 : around(20, i)));
  const found = onLastDay(burst);
  expect(found).toMatchObject({ significant: true, window: 1, observed: 60, since: MONDAY + 199 });
  expect(found.expected).toBeGreaterThan(18);
  expect(found.expected).toBeLessThan(22);
  expect(found.low).toBeLessThan(13);
  expect(found.high).toBeLessThan(35);
  expect(found.p).toBeLessThan(1e-6);
});

test("a rise too small for one day shows over a week, with the day it began", () => {
  const series = daily(200, (i) => around(20, i) + (i >= 193 ? 9 : 0));
  const found = onLastDay(series);
  expect(found.significant).toBe(true);
  expect(found.window).toBeGreaterThanOrEqual(5);
  expect(Math.abs(found.since! - (MONDAY + 193))).toBeLessThanOrEqual(2);
});

test("a burst does not raise its own yardstick, nor does one of last month", () => {
  const steady = daily(200, (i) => (i === 199 ? 45 : around(20, i)));
  const before = daily(200, (i) => (i === 199 ? 45 : i >= 160 && i < 167 ? 100 : around(20, i)));
  const [calm, shaken] = [onLastDay(steady), onLastDay(before)];
  expect(shaken.significant).toBe(true);
  expect(Math.abs(shaken.expected - calm.expected)).toBeLessThan(1);
});

test("Mondays are held against Mondays: after a quiet weekend a Monday as usual is no burst", () => {
  // 200 days from a Monday: the last, number 196, is a Monday again.
  const series = daily(197, (i) => around(i % 7 >= 5 ? 8 : 40, i));
  expect(onLastDay(series).significant).toBe(false);
  const sunday = daily(196, (i) => (i === 195 ? 40 : around(i % 7 >= 5 ? 8 : 40, i)));
  expect(onLastDay(sunday).significant).toBe(true);
});

test("R39: a weekend day that is worked is judged as a workday, a holiday as a Sunday", () => {
  // Day 194 is a Saturday: a workday's count is a burst on it, unless it is worked.
  const series = daily(195, (i) => around(i % 7 >= 5 && i !== 194 ? 8 : 40, i));
  expect(onLastDay(series).significant).toBe(true);
  expect(onLastDay(series, plainWeeks({ [MONDAY + 194]: "makeup" })).significant).toBe(false);

  // Day 191 is a Wednesday. If it is a holiday, 30 are many, and 8 expected.
  const wednesday = daily(192, (i) => (i === 191 ? 30 : around(i % 7 >= 5 ? 8 : 40, i)));
  expect(onLastDay(wednesday).significant).toBe(false);
  const holiday = judged(burstOn(wednesday, MONDAY + 191, plainWeeks({ [MONDAY + 191]: "holiday" })));
  expect(holiday).toMatchObject({ significant: true, window: 1 });
  expect(holiday.expected).toBeLessThan(12);
});

test("R39: nothing against nothing is no burst, and one or two of what was never seen are none", () => {
  const never = daily(200, () => 0);
  expect(onLastDay(never)).toMatchObject({ significant: false, observed: 0 });
  expect(onLastDay(daily(200, (i) => (i === 199 ? 2 : 0)))).toMatchObject({ significant: false, p: 1 });
});

test("R39: what was never seen is judged against next to nothing: five on one day are a burst", () => {
  expect(onLastDay(daily(200, (i) => (i === 199 ? 5 : 0)))).toMatchObject({ significant: true, observed: 5 });
});

test("R39: before four weeks are known, nothing is judged, and it says why", () => {
  // 34 days, the last 7 of which are not history: 27.
  const young = daily(34, (i) => (i === 33 ? 500 : 10));
  const found = burstOn(young, lastDay(young), calendar);
  expect(found).toMatchObject({ judged: false });
  expect(!found.judged && found.why.zh).toContain("27 天");
  const old = daily(35, (i) => (i === 34 ? 500 : around(10, i)));
  expect(burstOn(old, lastDay(old), calendar)).toMatchObject({ judged: true, significant: true });
});

test("R38: a day of which nothing is known is not judged, and a gap in the history is no fall", () => {
  const series = daily(200, (i) => (i >= 100 && i < 160 ? 0 : around(20, i)));
  series.known.fill(0, 100, 160);
  expect(onLastDay(series)).toMatchObject({ significant: false });
  expect(onLastDay(series).expected).toBeGreaterThan(18);
  // Taken for zeros, the same days would have made the next ordinary one a burst of its own.
  series.known[199] = 0;
  expect(burstOn(series, lastDay(series), calendar)).toMatchObject({ judged: false });
  expect(burstOn(series, lastDay(series) + 1, calendar)).toMatchObject({ judged: false });
});

test("R38: days on which hardly anything was collected do not lower what is usual", () => {
  const series = daily(200, (i) => (i >= 150 && i < 155 ? 1 : around(40, i)));
  const found = onLastDay(series);
  expect(found.significant).toBe(false);
  expect(onLastDay(daily(200, (i) => around(40, i))).expected).toBeCloseTo(found.expected, 0);
});

test("a level that stays is no burst for ever: after two months it is what is usual", () => {
  const series = daily(300, (i) => around(i < 230 ? 20 : 40, i));
  expect(judged(burstOn(series, MONDAY + 231, calendar)).significant).toBe(true);
  expect(onLastDay(series).significant).toBe(false);
  expect(burstsIn(series, MONDAY + 290, MONDAY + 299, calendar)).toEqual([]);
});

test("many together: what would be rare for one is common among a thousand; each is judged in its place", () => {
  const mild = daily(200, (i) => (i === 199 ? 37 : around(20, i)));
  const strong = daily(200, (i) => (i === 199 ? 90 : around(20, i)));
  const young = daily(200, () => 20);
  young.known.fill(0, 0, 190);
  const quiet = daily(200, (i) => around(20, i));
  expect(onLastDay(mild).significant).toBe(true);
  const many = [mild, strong, young, ...Array<DailySeries>(997).fill(quiet)];
  const found = burstsAmong(many, lastDay(mild), calendar);
  expect(found).toHaveLength(1_000);
  expect(found[0]).toMatchObject({ judged: true, significant: false, since: undefined });
  expect(found[1]).toMatchObject({ judged: true, significant: true, observed: 90, since: MONDAY + 199 });
  expect(found[2]).toMatchObject({ judged: false });
  expect(found.filter((one) => one.judged && one.significant)).toHaveLength(1);
});

test("no series is too small or too far down a list: the one burst among five thousand nearly empty ones is found", () => {
  const empty = daily(200, (i) => (i % 40 === 0 ? 1 : 0));
  const many = Array<DailySeries>(5_000).fill(empty);
  many[4_321] = daily(200, (i) => (i >= 198 ? 8 : i % 40 === 0 ? 1 : 0));
  const found = burstsAmong(many, MONDAY + 199, calendar);
  expect(found.flatMap((one, k) => (one.judged && one.significant ? [k] : []))).toEqual([4_321]);
});

test("bursts of the past with first and last day, what came and what was to be expected", () => {
  const series = daily(260, (i) => around(20, i) + (i >= 200 && i < 204 ? 40 : i === 230 ? 50 : 0));
  const bursts = burstsIn(series, MONDAY + 180, MONDAY + 259, calendar, { chance: 0.0001 });
  expect(bursts.map(({ from, to }) => [from - MONDAY, to - MONDAY])).toEqual([
    [200, 203],
    [230, 230],
  ]);
  const observed = [200, 201, 202, 203].reduce((sum, i) => sum + series.counts[i]!, 0);
  expect(bursts[0]).toMatchObject({ observed });
  expect(bursts[0]!.expected).toBeGreaterThan(70);
  expect(bursts[0]!.expected).toBeLessThan(90);
});
