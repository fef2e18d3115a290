import { describe, expect, test } from "vitest";
import { Calendar, dayNumber } from "../../../core/calendar.js";
import { type Alignment, periodBefore, yearsBefore } from "../../../trends/compare/like-days.js";

function range(first: string, last: string): string[] {
  const days: string[] = [];
  for (let day = dayNumber(first)!; day <= dayNumber(last)!; day++) days.push(text(day));
  return days;
}

function text(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

/** Spring Festival of 2023 began on 21 January, that of 2024 on 10 February. */
const calendar = new Calendar({
  holidays: [
    { name: "春节", days: range("2023-01-21", "2023-01-27") },
    { name: "春节", days: range("2024-02-10", "2024-02-17") },
    { name: "元旦", days: ["2024-01-01"] },
  ],
  workdays: ["2023-01-28", "2023-01-29", "2024-02-04", "2024-02-18"],
});

const days = (first: string, last: string): number[] => range(first, last).map((day) => dayNumber(day)!);
const pairs = ({ pairs: all }: Alignment): string[] => all.map(({ day, against }) => `${text(day)} ${text(against)}`);
const left = ({ left: all }: Alignment): string[] => all.map(({ day, why }) => `${text(day)} ${why.zh}`);

describe("同比: like days of last year", () => {
  test("an ordinary week is held against the same weekdays 52 weeks ago", () => {
    const aligned = yearsBefore(days("2024-06-03", "2024-06-09"), 1, calendar);
    expect(pairs(aligned)[0]).toBe("2024-06-03 2023-06-05");
    expect(pairs(aligned)[6]).toBe("2024-06-09 2023-06-11");
    expect(aligned.left).toEqual([]);
  });

  test("Spring Festival is held against Spring Festival, day by day, wherever it fell", () => {
    const aligned = yearsBefore(days("2024-02-10", "2024-02-17"), 1, calendar);
    expect(pairs(aligned)).toEqual([
      "2024-02-10 2023-01-21",
      "2024-02-11 2023-01-22",
      "2024-02-12 2023-01-23",
      "2024-02-13 2023-01-24",
      "2024-02-14 2023-01-25",
      "2024-02-15 2023-01-26",
      "2024-02-16 2023-01-27",
    ]);
    // The eighth day off of 2024 has no counterpart.
    expect(left(aligned)).toEqual(["2024-02-17 没有可比的假日"]);
  });

  test("the workdays of its week move along with it", () => {
    const aligned = yearsBefore(days("2024-02-05", "2024-02-11"), 1, calendar);
    expect(pairs(aligned)).toEqual([
      "2024-02-05 2023-01-16",
      "2024-02-06 2023-01-17",
      "2024-02-07 2023-01-18",
      "2024-02-08 2023-01-19",
      "2024-02-09 2023-01-20",
      "2024-02-10 2023-01-21",
      "2024-02-11 2023-01-22",
    ]);
  });

  test("a year whose holidays are not known is not guessed", () => {
    const aligned = yearsBefore(days("2023-06-05", "2023-06-06"), 1, calendar);
    expect(left(aligned)).toEqual(["2023-06-05 缺少那一年的节假日安排", "2023-06-06 缺少那一年的节假日安排"]);
  });
});

describe("环比: like days of the week before", () => {
  test("the same weekdays", () => {
    const aligned = periodBefore(days("2024-06-03", "2024-06-09"), calendar);
    expect(pairs(aligned)[0]).toBe("2024-06-03 2024-05-27");
    expect(aligned.pairs).toHaveLength(7);
  });

  test("after a holiday week, the last ordinary one before it", () => {
    const aligned = periodBefore(days("2024-02-19", "2024-02-25"), calendar);
    expect(pairs(aligned)).toEqual([
      "2024-02-19 2024-02-05",
      "2024-02-20 2024-02-06",
      "2024-02-21 2024-02-07",
      "2024-02-22 2024-02-08",
      "2024-02-23 2024-02-09",
      "2024-02-24 2024-02-03",
      "2024-02-25 2024-01-28",
    ]);
  });

  test("holidays and make-up days have none, and it says so", () => {
    const aligned = periodBefore(days("2024-02-17", "2024-02-18"), calendar);
    expect(left(aligned)).toEqual(["2024-02-17 没有可比的假日", "2024-02-18 没有可比的调休上班日"]);
  });
});
