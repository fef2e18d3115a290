import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Calendar, dayNumber, isWeekend, yearOf } from "../../core/calendar.js";

function day(text: string): number {
  return dayNumber(text)!;
}

// Two stretches of the notice for 2026, and 元旦 of 2023, which began in the old year.
const calendar = new Calendar({
  holidays: [
    { name: "元旦", days: ["2022-12-31", "2023-01-01", "2023-01-02"] },
    {
      name: "春节",
      days: ["15", "16", "17", "18", "19", "20", "21", "22", "23"].map((date) => `2026-02-${date}`),
    },
    { name: "清明节", days: ["2026-04-06", "2026-04-05", "2026-04-04"] },
  ],
  workdays: ["2026-02-14", "2026-02-28"],
});

describe("Calendar", () => {
  test("tells workdays, weekends, holidays and the weekend days worked for them (调休)", () => {
    expect(calendar.kind(day("2026-02-13"))).toBe("workday"); // Friday
    expect(calendar.kind(day("2026-02-14"))).toBe("makeup"); // Saturday
    expect(calendar.kind(day("2026-02-15"))).toBe("holiday"); // Sunday
    expect(calendar.kind(day("2026-02-23"))).toBe("holiday"); // Monday
    expect(calendar.kind(day("2026-02-24"))).toBe("workday"); // Tuesday
    expect(calendar.kind(day("2026-03-01"))).toBe("rest"); // Sunday
    expect(calendar.isWorkday(day("2026-02-14"))).toBe(true);
    expect(calendar.isWorkday(day("2026-02-16"))).toBe(false);
    expect(calendar.isWorkday(day("2026-03-01"))).toBe(false);
  });

  test("says which day of which holiday it is", () => {
    expect(calendar.holiday(day("2026-02-15"))).toMatchObject({ name: "春节", index: 0, length: 9, year: 2026 });
    expect(calendar.holiday(day("2026-02-23"))).toMatchObject({ name: "春节", index: 8, length: 9 });
    expect(calendar.holiday(day("2026-04-05"))).toMatchObject({ name: "清明节", index: 1, length: 3 });
    expect(calendar.holiday(day("2026-02-14"))).toBeUndefined();
  });

  test("finds a year's holiday by name, to hold it against another year's", () => {
    expect(calendar.named("春节", 2026)?.first).toBe(day("2026-02-15"));
    expect(calendar.named("春节", 2025)).toBeUndefined();
  });

  test("a holiday that begins in December belongs to the year it ends in", () => {
    expect(calendar.holiday(day("2022-12-31"))).toMatchObject({ name: "元旦", year: 2023, index: 0, length: 3 });
    expect(calendar.covers(day("2022-12-31"))).toBe(false);
    expect(calendar.covers(day("2023-06-01"))).toBe(true);
    expect(calendar.years()).toEqual([2023, 2026]);
  });

  test("a single day off next to a weekend makes three in a row, as in the years that list all three", () => {
    const dragonBoat = new Calendar({ holidays: [{ name: "端午节", days: ["2024-06-10"] }], workdays: [] }); // Monday
    expect(dragonBoat.holiday(day("2024-06-08"))).toMatchObject({ name: "端午节", index: 0, length: 3 });
    expect(dragonBoat.kind(day("2024-06-09"))).toBe("holiday");
    expect(dragonBoat.kind(day("2024-06-07"))).toBe("workday");
  });

  test("but not across a weekend day that is worked", () => {
    const autumn = new Calendar({
      holidays: [{ name: "中秋节", days: ["2024-09-15", "2024-09-16", "2024-09-17"] }], // Sunday to Tuesday
      workdays: ["2024-09-14"],
    });
    expect(autumn.kind(day("2024-09-14"))).toBe("makeup");
    expect(autumn.holiday(day("2024-09-15"))).toMatchObject({ index: 0, length: 3 });
  });

  test("without data it knows weekends only, and says so", () => {
    const empty = new Calendar({ holidays: [], workdays: [] });
    expect(empty.kind(day("2026-10-01"))).toBe("workday"); // Thursday
    expect(empty.kind(day("2026-10-03"))).toBe("rest"); // Saturday
    expect(empty.covers(day("2026-10-01"))).toBe(false);
  });

  test("what is not a date is refused, never taken for another day", () => {
    for (const text of ["2026-02-29", "2026-13-01", "2026-2-1", "2026/02/01", ""])
      expect(dayNumber(text)).toBeUndefined();
    expect(() => new Calendar({ holidays: [], workdays: ["2026-02-30"] })).toThrow(RangeError);
  });

  test("every day of two centuries reads back, and two days of every seven in a row are a weekend", () => {
    fc.assert(
      fc.property(fc.integer({ min: -25_000, max: 50_000 }), (number) => {
        const text = new Date(number * 86_400_000).toISOString().slice(0, 10);
        expect(dayNumber(text)).toBe(number);
        expect(yearOf(number)).toBe(Number(text.slice(0, 4)));
        expect([0, 1, 2, 3, 4, 5, 6].filter((step) => isWeekend(number + step))).toHaveLength(2);
      }),
    );
  });
});
