import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadCalendar, parseHolidays } from "../../config/holidays.js";
import { HolidaysError } from "../../config/holidays-error.js";
import { type Calendar, dayNumber } from "../../core/calendar.js";
import { UsageError } from "../../core/errors.js";

/** Kinds of the days from `first` to `last`, one letter each: w(orkday), r(est), h(oliday), m(akeup). */
function kinds(calendar: Calendar, first: string, last: string): string {
  const [from, to] = [dayNumber(first)!, dayNumber(last)!];
  return Array.from({ length: to - from + 1 }, (_, index) => calendar.kind(from + index)[0]).join("");
}

/** Every fault of a text: line, place, Chinese wording. */
function faults(text: string): string[] {
  try {
    parseHolidays(text, "own.yaml");
  } catch (error) {
    if (!(error instanceof HolidaysError)) throw error;
    return error.problems.map(({ line, key, text: { zh } }) => [line, key, zh].filter(Boolean).join(" "));
  }
  return [];
}

describe("the shipped years", () => {
  const calendar = loadCalendar();

  test("reach from 2004 to 2026", () => {
    expect(calendar.years()).toEqual(Array.from({ length: 23 }, (_, index) => 2004 + index));
  });

  // Strings start on a Monday; the dates in the titles are those of the State Council's notices.
  test.each([
    [
      "春节 2024: 10–17 February, worked on the 4th and the 18th",
      "2024-01-29",
      "2024-02-25",
      "wwwwwrm wwwwwhh hhhhhhm wwwwwrr",
    ],
    ["中秋节 2024: 15–17 September, worked on the 14th", "2024-09-09", "2024-09-22", "wwwwwmh hhwwwrr"],
    [
      "国庆节 2024: 1–7 October, worked on 29 September and the 12th",
      "2024-09-23",
      "2024-10-13",
      "wwwwwrm whhhhhh hwwwwmr",
    ],
    ["元旦 2025: 1 January alone", "2024-12-30", "2025-01-05", "wwhwwrr"],
    [
      "春节 2025: 28 January – 4 February, worked on 26 January and 8 February",
      "2025-01-20",
      "2025-02-09",
      "wwwwwrm whhhhhh hhwwwmr",
    ],
    ["劳动节 2025: 1–5 May, worked on 27 April", "2025-04-21", "2025-05-11", "wwwwwrm wwwhhhh hwwwwrr"],
    [
      "国庆节、中秋节 2025: 1–8 October, worked on 28 September and the 11th",
      "2025-09-22",
      "2025-10-12",
      "wwwwwrm wwhhhhh hhhwwmr",
    ],
    ["元旦 2026: 1–3 January, worked on the 4th", "2025-12-29", "2026-01-04", "wwwhhhm"],
    [
      "春节 2026: 15–23 February, worked on the 14th and the 28th",
      "2026-02-09",
      "2026-03-01",
      "wwwwwmh hhhhhhh hwwwwmr",
    ],
    ["劳动节 2026: 1–5 May, worked on the 9th", "2026-04-27", "2026-05-10", "wwwwhhh hhwwwmr"],
    ["中秋节 2026: 25–27 September, worked on the 20th for 国庆节", "2026-09-14", "2026-09-27", "wwwwwrm wwwwhhh"],
    ["国庆节 2026: 1–7 October, worked on the 10th", "2026-09-28", "2026-10-11", "wwwhhhh hhhwwmr"],
  ])("%s", (_, first, last, expected) => {
    expect(kinds(calendar, first, last)).toBe(expected.replaceAll(" ", ""));
  });

  test("中秋节 within 国庆节: one stretch, found by the name that every year has", () => {
    expect(calendar.named("国庆节", 2025)).toEqual({
      name: "国庆节",
      with: ["中秋节"],
      year: 2025,
      first: dayNumber("2025-10-01"),
      length: 8,
    });
    expect(calendar.holiday(dayNumber("2025-10-06")!)).toMatchObject({ name: "国庆节", index: 5 });
  });

  test("元旦 with the weekend next to it is three days, listed or not (2024: 30 December to 1 January)", () => {
    expect(calendar.named("元旦", 2024)).toMatchObject({ first: dayNumber("2023-12-30"), length: 3 });
    expect(calendar.named("元旦", 2023)).toMatchObject({ first: dayNumber("2022-12-31"), length: 3 });
  });
});

describe("the office's own years", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "minyi-holidays-"));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  function own(content: string | Buffer): string {
    const path = join(folder, "own.yaml");
    writeFileSync(path, content);
    return path;
  }

  test("a new year is added without a release", () => {
    const calendar = loadCalendar(
      own(
        "2027:\n  holidays:\n    元旦: 2027-01-01..2027-01-03\n    春节: 2027-02-05..2027-02-11\n  workdays: [2027-02-14]\n",
      ),
    );
    expect(kinds(calendar, "2027-02-01", "2027-02-14")).toBe("wwwwhhhhhhhwrm");
    expect(calendar.covers(dayNumber("2027-06-01")!)).toBe(true);
    expect(calendar.named("春节", 2026)?.length).toBe(9);
  });

  test("a year that is there already is replaced whole", () => {
    const calendar = loadCalendar(own("2026:\n  holidays: {元旦: 2026-01-01}\n"));
    expect(kinds(calendar, "2025-12-29", "2026-01-04")).toBe("wwwhwrr");
    expect(calendar.named("春节", 2026)).toBeUndefined();
    expect(calendar.named("春节", 2025)?.length).toBe(8);
  });

  test("what cannot be read says which key of the configuration names it", () => {
    const missing = join(folder, "nowhere.yaml");
    expect(() => loadCalendar(missing)).toThrow(UsageError);
    expect(() => loadCalendar(missing)).toThrow(/nowhere\.yaml 读不了（ENOENT）/);
  });

  test("another encoding is named as such", () => {
    expect(() => loadCalendar(own(Buffer.from([0xd4, 0xaa, 0xb5, 0xa9])))).toThrow(/不是 UTF-8 编码/);
  });
});

describe("a slip in the file", () => {
  test("each is told with its line, all of them at once", () => {
    const text = `2027:
  holidays:
    元旦: 2027-01-01..2027-01-03
    春节: 2027-02-31
    清明节: 2027-04-05..2027-04-03
    劳动节: 2026-05-01..2026-05-05
    国庆节: 2027-10-01..2027-12-07
    中秋节: 2027-01-03
  workdays:
    - 2027-01-02
    - 2027-02-15
    - 2026-02-14
    - Sunday
  notes: none
next: {}
2028: 3
2029:
  workdays: 2029-02-03
`;
    expect(faults(text)).toEqual([
      "4 2027 > holidays > 春节 应为 2027-02-06..2027-02-12 这样的首日和末日，或一个日期",
      "5 2027 > holidays > 清明节 末日早于首日",
      "6 2027 > holidays > 劳动节 不在这一年（跨年的元旦写在新的一年下面）",
      "7 2027 > holidays > 国庆节 超过 31 天",
      "8 2027 > holidays > 中秋节 与同年的另一个假期重叠",
      "10 2027 > workdays > 0 既写了放假，又写了上班",
      "11 2027 > workdays > 1 不是周六或周日：这里只写调休上班的周末",
      "12 2027 > workdays > 2 不在这一年（跨年的元旦写在新的一年下面）",
      "13 2027 > workdays > 3 应为 2027-02-14 这样的日期",
      "14 2027 > notes 这里只能写 holidays 和 workdays",
      "15 next 应为四位年份，如 2027",
      "16 2028 应为年份，下一级写 holidays 和 workdays",
      "18 2029 > holidays 必须填写：每行一个“名称: 首日..末日”",
      "18 2029 > workdays 应为日期的列表，如 [2027-02-14, 2027-09-26]；没有就写 []",
    ]);
  });

  test("what is no YAML, or nothing at all", () => {
    expect(faults("2027:\n  holidays:\n\t元旦: 2027-01-01\n")).toEqual(["3 缩进不能用制表符，请改用空格"]);
    expect(faults("")).toEqual(["1 应为年份，下一级写 holidays 和 workdays"]);
  });

  test("a 元旦 that begins in December, and the day worked for it, stand under the new year", () => {
    const year = parseHolidays(
      "2019:\n  holidays: {元旦: 2018-12-30..2019-01-01}\n  workdays: [2018-12-29]\n",
      "own.yaml",
    );
    expect(year.get(2019)).toEqual({
      holidays: [{ name: "元旦", with: [], days: ["2018-12-30", "2018-12-31", "2019-01-01"] }],
      workdays: ["2018-12-29"],
    });
  });
});
