import { readFileSync } from "node:fs";
import { Calendar, type CalendarData, dayNumber, isWeekend, yearOf } from "../core/calendar.js";
import type { Localized } from "../core/localized.js";
import { shipped } from "../core/paths.js";
import { ConfigError, type Problem } from "./config-error.js";
import { HolidaysError } from "./holidays-error.js";
import { parseYaml } from "./yaml-file.js";

const DAY = 86_400_000;
/** No holiday is as long; a range that is has a slip in it. */
const LONGEST = 31;

/** What each part of the file should be. */
const EXPECTED = {
  years: { zh: "应为年份，下一级写 holidays 和 workdays", en: "should be years with holidays and workdays below them" },
  year: { zh: "应为四位年份，如 2027", en: "should be a year of four digits, e.g. 2027" },
  parts: { zh: "这里只能写 holidays 和 workdays", en: "only holidays and workdays can stand here" },
  holidays: {
    zh: "必须填写：每行一个“名称: 首日..末日”",
    en: 'has to be given: a line "name: first day..last day" for each holiday',
  },
  range: {
    zh: "应为 2027-02-06..2027-02-12 这样的首日和末日，或一个日期",
    en: "should be a first and a last day such as 2027-02-06..2027-02-12, or one date",
  },
  order: { zh: "末日早于首日", en: "the last day is before the first" },
  long: { zh: `超过 ${LONGEST} 天`, en: `is longer than ${LONGEST} days` },
  otherYear: {
    zh: "不在这一年（跨年的元旦写在新的一年下面）",
    en: "is not in this year (a 元旦 that begins in December goes under the new year)",
  },
  overlap: { zh: "与同年的另一个假期重叠", en: "overlaps another holiday of the year" },
  list: {
    zh: "应为日期的列表，如 [2027-02-14, 2027-09-26]；没有就写 []",
    en: "should be a list of dates such as [2027-02-14, 2027-09-26]; [] where there are none",
  },
  date: { zh: "应为 2027-02-14 这样的日期", en: "should be a date such as 2027-02-14" },
  weekday: {
    zh: "不是周六或周日：这里只写调休上班的周末",
    en: "is neither Saturday nor Sunday: only weekend days that are worked stand here",
  },
  encoding: {
    zh: "不是 UTF-8 编码；请用编辑器另存为 UTF-8",
    en: "is not encoded in UTF-8; save it as UTF-8 in your editor",
  },
  both: { zh: "既写了放假，又写了上班", en: "is given both as a day off and as a day worked" },
} satisfies Record<string, Localized>;

/** One year's notice, as days. */
type Year = CalendarData;
type Fault = (path: readonly PropertyKey[], text: Localized) => void;

function isMap(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function dateText(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** Days of a notice lie in its year, or in the December before. */
function belongs(day: number, year: number): boolean {
  return yearOf(day) === year || dateText(day).startsWith(`${year - 1}-12-`);
}

/** The days of `first..last` or of one date; undefined, and told to `fault`, where it is neither. */
function readRange(value: unknown, year: number, path: readonly PropertyKey[], fault: Fault): number[] | undefined {
  const [from = "", to = from, ...more] = String(value)
    .split("..")
    .map((part) => part.trim());
  const [first, last] = [dayNumber(from), dayNumber(to)];
  const wrong =
    first === undefined || last === undefined || more.length > 0
      ? EXPECTED.range
      : last < first
        ? EXPECTED.order
        : last - first >= LONGEST
          ? EXPECTED.long
          : yearOf(last) !== year || !belongs(first, year)
            ? EXPECTED.otherYear
            : undefined;
  if (wrong || first === undefined || last === undefined) {
    fault(path, wrong ?? EXPECTED.range);
    return undefined;
  }
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function readYear(year: number, value: Record<string, unknown>, fault: Fault): Year {
  const at = String(year);
  for (const key of Object.keys(value)) {
    if (key !== "holidays" && key !== "workdays") fault([at, key], EXPECTED.parts);
  }
  const off = new Set<number>();
  const holidays: Year["holidays"][number][] = [];
  if (!isMap(value.holidays) || Object.keys(value.holidays).length === 0) fault([at, "holidays"], EXPECTED.holidays);
  else {
    for (const [key, range] of Object.entries(value.holidays)) {
      const path = [at, "holidays", key];
      const days = readRange(range, year, path, fault);
      if (!days) continue;
      if (days.some((day) => off.has(day))) fault(path, EXPECTED.overlap);
      for (const day of days) off.add(day);
      const [name = key, ...others] = key.split("、").map((part) => part.trim());
      holidays.push({ name, with: others, days: days.map(dateText) });
    }
  }
  return { holidays, workdays: readWorkdays(year, value.workdays ?? [], off, fault) };
}

function readWorkdays(year: number, value: unknown, off: ReadonlySet<number>, fault: Fault): string[] {
  const at = [String(year), "workdays"];
  if (!Array.isArray(value)) {
    fault(at, EXPECTED.list);
    return [];
  }
  value.forEach((text: unknown, index) => {
    const day = dayNumber(String(text));
    if (day === undefined) fault([...at, index], EXPECTED.date);
    else if (!belongs(day, year)) fault([...at, index], EXPECTED.otherYear);
    else if (off.has(day)) fault([...at, index], EXPECTED.both);
    else if (!isWeekend(day)) fault([...at, index], EXPECTED.weekday);
  });
  return value.map(String);
}

/**
 * Reads the text of a file of holidays: what each year's notice says. `name` is how messages call the file.
 * @throws HolidaysError with the line of every fault
 */
export function parseHolidays(text: string, name: string): ReadonlyMap<number, CalendarData> {
  let file: ReturnType<typeof parseYaml>;
  try {
    file = parseYaml(text, name);
  } catch (error) {
    throw error instanceof ConfigError ? new HolidaysError(error.problems) : error;
  }
  const problems: Problem[] = [];
  const fault: Fault = (path, text) => {
    problems.push({ file: name, ...file.locate(path), ...(path.length > 0 ? { key: path.join(" > ") } : {}), text });
  };
  const years = new Map<number, CalendarData>();
  if (!isMap(file.value)) fault([], EXPECTED.years);
  else {
    for (const [key, value] of Object.entries(file.value)) {
      if (!/^[12]\d{3}$/.test(key)) fault([key], EXPECTED.year);
      else if (!isMap(value)) fault([key], EXPECTED.years);
      else years.set(Number(key), readYear(Number(key), value, fault));
    }
  }
  if (problems.length > 0) throw new HolidaysError(problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)));
  return years;
}

function readHolidays(path: string): ReadonlyMap<number, CalendarData> {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    throw HolidaysError.unreadable(path, cause);
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new HolidaysError([{ file: path, text: EXPECTED.encoding }]);
  }
  return parseHolidays(text, path);
}

/**
 * The calendar of the shipped years and of the office's own file (the key `holidays`), whose years replace the shipped
 * ones whole.
 * @throws HolidaysError with the line of every fault; UsageError where the file cannot be read
 */
export function loadCalendar(own?: string): Calendar {
  const years = new Map([...readHolidays(shipped("config", "holidays.yaml")), ...(own ? readHolidays(own) : [])]);
  const all = [...years.values()];
  return new Calendar({
    holidays: all.flatMap(({ holidays }) => holidays),
    workdays: all.flatMap(({ workdays }) => workdays),
  });
}
