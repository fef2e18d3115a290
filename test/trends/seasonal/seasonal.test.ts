import { describe, expect, test } from "vitest";
import { loadCalendar } from "../../../config/holidays.js";
import { dayNumber } from "../../../core/calendar.js";
import type { DailySeries } from "../../../trends/baseline/daily-series.js";
import { seasonsOf } from "../../../trends/seasonal/seasonal.js";

const calendar = loadCalendar();
const FIRST = dayNumber("2021-01-01")!;
const WEEK = Array.from({ length: 7 }, (_, index) => dayNumber("2024-11-11")! + index);

/** Every day `n` messages, on days of [from, to] of each year (MM-DD) `peak`. */
function yearly(n: number, peak = n, from = "11-08", to = "11-20", start = FIRST): DailySeries {
  const length = WEEK[0]! - start;
  const counts = Int32Array.from({ length }, (_, index) => {
    const date = new Date((start + index) * 86_400_000).toISOString().slice(5, 10);
    return date >= from && date <= to ? peak : n;
  });
  return { first: start, counts, known: new Uint8Array(length).fill(1) };
}

describe("what came up in this week of past years", () => {
  test("heating in November is a season, roads all the year round are none", () => {
    const values = new Map([
      ["供暖", yearly(1, 12)],
      ["道路", yearly(6)],
    ]);
    const answer = seasonsOf(values, yearly(20), WEEK, calendar);
    if (!answer.judged) throw new Error(answer.why.en);
    expect(answer.years).toEqual([2023, 2022, 2021]);
    expect(answer.seasons.map(({ value }) => value)).toEqual(["供暖"]);
    const [season] = answer.seasons;
    // Seven days of 12 against 1 a day.
    expect(season!.years.map(({ year, now, expectedTenths }) => [year, now, expectedTenths])).toEqual([
      [2023, 84, 70],
      [2022, 84, 70],
      [2021, 84, 70],
    ]);
    expect(season!.lowPermille).toBeGreaterThan(5000);
  });

  test("once is no season", () => {
    const once = yearly(1);
    const start = dayNumber("2022-11-10")! - FIRST;
    for (let index = start; index < start + 14; index++) once.counts[index] = 40;
    const answer = seasonsOf(new Map([["停水", once]]), yearly(20), WEEK, calendar);
    expect(answer.judged && answer.seasons).toEqual([]);
  });

  test("with one past year it says that it cannot know", () => {
    const start = dayNumber("2023-06-01")!;
    const answer = seasonsOf(new Map(), yearly(20, 20, "11-08", "11-20", start), WEEK, calendar);
    expect(answer.judged ? "" : answer.why.zh).toBe("只有 1 个往年同期的数据，至少要 2 年才能看出季节规律");
  });
});
