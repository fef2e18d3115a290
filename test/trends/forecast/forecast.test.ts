import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Calendar, dayNumber } from "../../../core/calendar.js";
import type { DailySeries } from "../../../trends/baseline/daily-series.js";
import { type Forecast, forecastWeek } from "../../../trends/forecast/forecast.js";

const MONDAY = dayNumber("2024-01-01")!;
const PLAIN = new Calendar({ holidays: [], workdays: [] });
/** Monday to Sunday of an office: workdays 20, weekends 10. */
const OFFICE = [20, 20, 20, 20, 20, 10, 10];

function series(counts: readonly number[], unknown: readonly number[] = []): DailySeries {
  const known = new Uint8Array(counts.length).fill(1);
  for (const index of unknown) known[index] = 0;
  return { first: MONDAY, counts: Int32Array.from(counts), known };
}

function weeks(n: number, week: readonly number[] = OFFICE): number[] {
  return Array.from({ length: n * 7 }, (_, index) => week[index % 7]!);
}

function made(answer: ReturnType<typeof forecastWeek>): Forecast {
  if (!answer.judged) throw new Error(answer.why.en);
  return answer;
}

const middles = (forecast: Forecast): number[] => forecast.days.map(({ middle }) => middle);

describe("the next seven days", () => {
  test("a week that was always the same comes again", () => {
    const history = series(weeks(20));
    const forecast = made(forecastWeek(history, MONDAY + 140, PLAIN));
    expect(forecast.days.map(({ day }) => day - MONDAY)).toEqual([140, 141, 142, 143, 144, 145, 146]);
    for (const [index, middle] of middles(forecast).entries())
      expect(Math.abs(middle - OFFICE[index]!)).toBeLessThanOrEqual(1);
    expect(Math.abs(forecast.total.middle - 120)).toBeLessThanOrEqual(4);
  });

  test("what comes after the day asked for changes nothing", () => {
    const past = weeks(20);
    const later = [...past, ...weeks(3, [90, 90, 90, 90, 90, 90, 90])];
    expect(forecastWeek(series(later), MONDAY + 140, PLAIN)).toEqual(forecastWeek(series(past), MONDAY + 140, PLAIN));
  });

  test("one burst does not become the new normal", () => {
    const quiet = weeks(20);
    const burst = quiet.map((n, index) => (index === 135 ? 200 : n));
    const [calm, alarmed] = [quiet, burst].map((counts) =>
      middles(made(forecastWeek(series(counts), MONDAY + 140, PLAIN))),
    );
    for (const [index, middle] of alarmed!.entries()) expect(middle - calm![index]!).toBeLessThanOrEqual(3);
  });

  test("a level that has doubled for two months is the new normal", () => {
    const counts = [
      ...weeks(20),
      ...weeks(
        9,
        OFFICE.map((n) => n * 2),
      ),
    ];
    const [monday] = middles(made(forecastWeek(series(counts), MONDAY + counts.length, PLAIN)));
    expect(monday).toBeGreaterThanOrEqual(35);
  });

  test("a holiday is forecast as a holiday, a make-up Saturday busier than a Saturday", () => {
    const day = (index: number): string => new Date((MONDAY + index) * 86_400_000).toISOString().slice(0, 10);
    // Day 140 is a Monday: Monday to Wednesday are off, the Saturday after is worked.
    const calendar = new Calendar({
      holidays: [{ name: "劳动节", days: [140, 141, 142].map(day) }],
      workdays: [day(145)],
    });
    const history = series(weeks(20));
    const [plain, aware] = [PLAIN, calendar].map((c) => middles(made(forecastWeek(history, MONDAY + 140, c))));
    for (const index of [0, 1, 2]) expect(aware![index]!).toBeLessThanOrEqual(plain![index]! / 2);
    expect(aware![3]).toBe(plain![3]);
    expect(aware![5]!).toBeGreaterThan(plain![5]!);
  });

  test("R38: days without data are left out, they are no zeros", () => {
    const gap = Array.from({ length: 20 }, (_, index) => 100 + index);
    const empty = weeks(20).map((n, index) => (gap.includes(index) ? 0 : n));
    const [full, holed] = [series(weeks(20)), series(empty, gap)].map((one) =>
      made(forecastWeek(one, MONDAY + 140, PLAIN)),
    );
    expect(middles(holed!)).toEqual(middles(full!));
  });

  test("noisier days have wider intervals", () => {
    const noisy = weeks(20).map((n, index) => n + (index % 2 === 0 ? 8 : -8));
    const width = (counts: number[]): number => {
      const [first] = made(forecastWeek(series(counts), MONDAY + 140, PLAIN)).days;
      return first!.high - first!.low;
    };
    expect(width(noisy)).toBeGreaterThan(1.3 * width(weeks(20)));
  });

  test("intervals take in the middle, and none is negative", () => {
    const counts = fc.array(fc.nat({ max: 60 }), { minLength: 60, maxLength: 120 });
    fc.assert(
      fc.property(counts, (values) => {
        const answer = forecastWeek(series(values), MONDAY + values.length, PLAIN);
        if (!answer.judged) return;
        for (const { low, middle, high } of [...answer.days, answer.total]) {
          expect(low).toBeGreaterThanOrEqual(0);
          expect(low).toBeLessThanOrEqual(middle);
          expect(middle).toBeLessThanOrEqual(high);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe("R39: where nothing is forecast, and why", () => {
  test.each([
    ["no data at all", series([]), 0, "只有 0 天的数据，至少要 28 天才能预测"],
    ["three weeks", series(weeks(3)), 21, "只有 21 天的数据，至少要 28 天才能预测"],
    [
      "four messages a day",
      series(weeks(20, [4, 4, 4, 4, 4, 4, 4])),
      140,
      "日均 4.0 件，不足 5 件，样本不足，不作预测",
    ],
    ["nothing known of the last week", series(weeks(20)), 147, "最近 7 天没有数据，不作预测"],
  ])("%s", (_, history, index, why) => {
    const answer = forecastWeek(history, MONDAY + index, PLAIN);
    expect(answer.judged ? "" : answer.why.zh).toBe(why);
  });

  test("five a day are enough", () => {
    expect(forecastWeek(series(weeks(20, [5, 5, 5, 5, 5, 5, 5])), MONDAY + 140, PLAIN).judged).toBe(true);
  });
});
