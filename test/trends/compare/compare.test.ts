import { expect, test } from "vitest";
import { dayNumber } from "../../../core/calendar.js";
import type { DailySeries } from "../../../trends/baseline/daily-series.js";
import { compareDays } from "../../../trends/compare/compare.js";
import { comparisonSentence, daysInWords } from "../../../trends/compare/comparison-words.js";

const MONDAY = dayNumber("2024-06-03")!;
const PAIRS = Array.from({ length: 7 }, (_, index) => ({ day: MONDAY + 7 + index, against: MONDAY + index }));

/** Two weeks: ten a day, then twelve a day. */
function twoWeeks(unknown: readonly number[] = []): DailySeries {
  const counts = Int32Array.from({ length: 14 }, (_, index) => (index < 7 ? 10 : 12));
  const known = Uint8Array.from({ length: 14 }, (_, index) => (unknown.includes(index) ? 0 : 1));
  return { first: MONDAY, counts, known };
}

test("only the days that are held against each other are counted, and they are named", () => {
  const comparison = compareDays(twoWeeks(), { pairs: PAIRS, left: [] });
  expect(comparison.change).toEqual({ now: 84, before: 70, kind: "up", permille: 200 });
  expect(comparisonSentence("period", comparison)).toEqual({
    zh: "环比上升 20.0%：2024年6月10日—16日 84 件，2024年6月3日—9日 70 件",
    en: "against the period before: up 20.0%; 2024-06-10 to 2024-06-16: 84; 2024-06-03 to 2024-06-09: 70",
  });
});

test("R38: a gap is no fall: both days of a pair with one are left out", () => {
  const comparison = compareDays(twoWeeks([0, 13]), { pairs: PAIRS, left: [] });
  expect(comparison.change).toEqual({ now: 60, before: 50, kind: "up", permille: 200 });
  expect(comparisonSentence("period", comparison).zh).toBe(
    "环比上升 20.0%：2024年6月11日—15日 60 件，2024年6月4日—8日 50 件；2024年6月10日可比日没有数据，未计入；2024年6月16日没有数据，未计入",
  );
});

test("small counts get no rate, and nothing to compare is said", () => {
  const few = { change: { now: 3, before: 1, kind: "few" as const }, compared: PAIRS.slice(0, 1), left: [] };
  expect(comparisonSentence("year", few).zh).toBe(
    "同比两边都不足 5 件，样本不足：2024年6月10日 3 件，2024年6月3日 1 件",
  );
  const none = { change: { now: 0, before: 0, kind: "few" as const }, compared: [], left: [] };
  expect(comparisonSentence("year", none).zh).toBe("同比：没有可比的日子");
});

test("days in a row are drawn together, year and month said once", () => {
  const days = ["2023-12-30", "2023-12-31", "2024-01-01", "2024-01-03"].map((day) => dayNumber(day)!);
  expect(daysInWords(days).zh).toBe("2023年12月30日—2024年1月1日、3日");
});
