import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Calendar, dayNumber } from "../../../core/calendar.js";
import type { DailySeries } from "../../../trends/baseline/daily-series.js";
import { differentKeywords, differentValues } from "../../../trends/what-is-different/differences.js";
import { discoveries } from "../../../trends/what-is-different/discoveries.js";
import { dispersions } from "../../../trends/what-is-different/dispersion.js";
import { judge } from "../../../trends/what-is-different/judge.js";
import { referenceOf } from "../../../trends/what-is-different/reference.js";

const MONDAY = dayNumber("2024-03-04")!;
const calendar = new Calendar({ holidays: [], workdays: [] });
/** The ninth week of the series below. */
const WEEK = Array.from({ length: 7 }, (_, index) => MONDAY + 56 + index);

/** Nine weeks with so many messages a day, the last week with its own. */
function nineWeeks(before: number, now: number): DailySeries {
  const counts = Int32Array.from({ length: 63 }, (_, index) => (index < 56 ? before : now));
  return { first: MONDAY, counts, known: new Uint8Array(63).fill(1) };
}

describe("what is different this week", () => {
  const total = nineWeeks(30, 35);
  const reference = referenceOf(total, WEEK, calendar);

  test("a week is held against the same weekdays of eight weeks", () => {
    expect(reference.days).toEqual(WEEK);
    expect(reference.weeks.map((week) => week.length)).toEqual([7, 7, 7, 7, 7, 7, 7, 7]);
    expect(reference.scale).toBeCloseTo(1 / 8);
  });

  test("what came up three times as often is told, with effect and interval; what did not is not", () => {
    const values = new Map([
      ["噪声", nineWeeks(2, 6)],
      ["道路", nineWeeks(10, 11)],
      ["", nineWeeks(1, 30)],
    ]);
    const { differences } = differentValues("topic2", values, reference);
    // 42 now, 112 in eight weeks: 14 expected, (42.5 ÷ 112.5) × 8 = 3.02 times.
    expect(differences).toMatchObject([
      { kind: "topic2", value: "噪声", now: 42, expectedTenths: 140, ratioPermille: 3022 },
    ]);
    const [{ lowPermille = 0, highPermille = 0, chancePpm = 1e6 } = {}] = differences;
    expect(lowPermille).toBeGreaterThan(2000);
    expect(highPermille).toBeLessThan(4500);
    expect(chancePpm).toBeLessThan(100);
  });

  test("less than before is a difference too", () => {
    const { differences } = differentValues("area", new Map([["城东区", nineWeeks(6, 1)]]), reference);
    expect(differences).toMatchObject([{ value: "城东区", now: 7, expectedTenths: 420 }]);
  });

  test("3 instead of 0 is no news", () => {
    const few = nineWeeks(0, 0);
    few.counts[58] = 3;
    expect(differentValues("topic3", new Map([["路灯", few]]), reference).differences).toEqual([]);
  });

  test("keywords are held to the number that was looked at: of few words sure ones only", () => {
    const typical = (value: string, n: number, against: number) => ({ value, n, against, scoreMilli: 5000 });
    const more = [typical("停水", 24, 4), typical("小区", 60, 400), typical("路灯", 7, 16), typical("2024", 30, 0)];
    const fewer = [typical("暖气", 320, 2)];
    const found = differentKeywords({ more, fewer }, { now: 245, before: 1680 }, 1 / 8, 1.5);
    expect(found.map(({ value, now }) => `${value} ${now}`).sort()).toEqual(["停水 24", "暖气 2"]);
  });
});

describe("R39: days that nothing can be held against", () => {
  test("holidays, days without data and a cold start are left out", () => {
    const day = (index: number): string => new Date((MONDAY + index) * 86_400_000).toISOString().slice(0, 10);
    const holidays = new Calendar({ holidays: [{ name: "清明节", days: [day(56)] }], workdays: [] });
    const total = nineWeeks(30, 30);
    total.known[57] = 0;
    expect(referenceOf(total, WEEK, holidays).left).toEqual([MONDAY + 56, MONDAY + 57]);
    const young = { first: MONDAY + 42, counts: total.counts.slice(42), known: total.known.slice(42) };
    expect(referenceOf(young, WEEK, calendar).days).toEqual([]);
  });
});

describe("judging", () => {
  test("as many as expected is no surprise, ten times as many is", () => {
    expect(judge(10, 80, 1 / 8, 1.5).chance).toBeGreaterThan(0.8);
    expect(judge(100, 80, 1 / 8, 1.5).chance).toBeLessThan(1e-9);
  });

  test("the interval takes in the ratio; more dispersion makes it wider and the chance larger", () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(3000), fc.double({ min: 1, max: 5, noNaN: true }), (n, before, dispersion) => {
        const plain = judge(n, before, 1 / 8, 1);
        const noisy = judge(n, before, 1 / 8, dispersion);
        expect(noisy.low).toBeLessThanOrEqual(noisy.ratio);
        expect(noisy.high).toBeGreaterThanOrEqual(noisy.ratio);
        expect(noisy.high / noisy.low).toBeGreaterThanOrEqual(plain.high / plain.low - 1e-9);
        expect(noisy.chance).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("dispersion: steady weeks have the least, and a trend is not noise", () => {
    expect(dispersions([[10, 10, 10, 10]]).pooled).toBe(1);
    expect(dispersions([[10, 12, 14, 16, 18, 20]]).pooled).toBe(1);
    // Changes of ±20 around 20: 400 ÷ 40 each.
    expect(dispersions([[10, 30, 10, 30]]).pooled).toBeCloseTo(10);
  });

  test("Benjamini and Hochberg's rule: the largest rank that still holds decides", () => {
    const findings = [0.001, 0.02, 0.03, 0.5].map((chance) => ({ chance }));
    expect(discoveries(findings, 0.05).map(({ chance }) => chance)).toEqual([0.001, 0.02, 0.03]);
    expect(discoveries(findings, 0.05, 40).map(({ chance }) => chance)).toEqual([0.001]);
    expect(discoveries([], 0.05)).toEqual([]);
  });
});

test("of weeks in which nothing is different, at most one in twenty brings a finding", () => {
  let state = 20_240_304;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  /** Counts with variance three times the mean: groups of one to five messages arrive by chance. */
  const noisy = (mean: number): number => {
    let n = 0;
    for (let left = Math.exp(-mean / 3), p = random(); p > left; p *= random()) n += 1 + Math.floor(random() * 5);
    return n;
  };
  const total = nineWeeks(30, 30);
  const reference = referenceOf(total, WEEK, calendar);
  let told = 0;
  for (let run = 0; run < 1000; run++) {
    const values = new Map(
      Array.from({ length: 30 }, (_, index) => {
        const mean = [0.2, 1, 4][index % 3]!;
        const counts = Int32Array.from({ length: 63 }, () => noisy(mean));
        return [String(index), { first: MONDAY, counts, known: total.known }];
      }),
    );
    if (differentValues("topic3", values, reference).differences.length > 0) told += 1;
  }
  expect(told).toBeLessThanOrEqual(50);
});
