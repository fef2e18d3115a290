import type { Calendar, HolidayDay } from "../../core/calendar.js";
import type { Localized } from "../../core/localized.js";

const WEEK = 7;
/** Days of a year: so many years ago are as many whole weeks as come nearest to it. */
const YEAR = 365.25;
/** How far from the day it should be a like day may lie. */
const REACH = 10;
/** How many periods back a like day is looked for. */
const PERIODS_BACK = 4;

/** The part of the calendar that comparing asks. */
export type HolidayCalendar = Pick<Calendar, "kind" | "holiday" | "named" | "covers">;

/** Two days that may be held against each other, as day numbers. */
export interface DayPair {
  day: number;
  against: number;
}

/** Which days of a period are held against which, and which days have none like them. */
export interface Alignment {
  pairs: DayPair[];
  left: { day: number; why: Localized }[];
}

const NO_HOLIDAY: Localized = { zh: "没有可比的假日", en: "there is no day of the same holiday" };
const NO_MAKEUP: Localized = { zh: "没有可比的调休上班日", en: "there is no make-up workday to hold it against" };
const NO_LIKE: Localized = { zh: "附近没有同样的日子", en: "there is no like day near" };
const NOT_COVERED: Localized = { zh: "缺少那一年的节假日安排", en: "the holidays of that year are not known" };

function why(kind: ReturnType<HolidayCalendar["kind"]>): Localized {
  return kind === "holiday" ? NO_HOLIDAY : kind === "makeup" ? NO_MAKEUP : NO_LIKE;
}

/** The same kind of day and, for workdays and weekends, the same day of the week. */
function alike(day: number, other: number, calendar: HolidayCalendar): boolean {
  const kind = calendar.kind(day);
  if (calendar.kind(other) !== kind) return false;
  return kind === "makeup" || (day - other) % WEEK === 0;
}

function collect(days: readonly number[], partner: (day: number) => number | Localized): Alignment {
  const alignment: Alignment = { pairs: [], left: [] };
  for (const day of days) {
    const found = partner(day);
    if (typeof found === "number") alignment.pairs.push({ day, against: found });
    else alignment.left.push({ day, why: found });
  }
  return alignment;
}

function holidayBefore(holiday: HolidayDay, years: number, calendar: HolidayCalendar) {
  return calendar.named(holiday.name, holiday.year - years);
}

/** How far back the days of a period move: with its longest holiday where it has one, else whole weeks. */
function shiftOf(days: readonly number[], years: number, calendar: HolidayCalendar): number {
  const holidays = days.flatMap((day) => calendar.holiday(day) ?? []);
  const [longest] = holidays.sort((a, b) => b.length - a.length || a.first - b.first);
  const earlier = longest && holidayBefore(longest, years, calendar);
  // Spring Festival moves by weeks: the workdays next to it move along.
  return longest && earlier ? longest.first - earlier.first : Math.round((years * YEAR) / WEEK) * WEEK;
}

/**
 * The days of `years` years before (同比): a holiday's day is held against the same day of that holiday, wherever it
 * fell; a workday against the same weekday, a make-up day against a make-up day. In a period with a holiday the other
 * days move along with it. Each earlier day is taken once; a day without one like it is left out, and said so.
 */
export function yearsBefore(days: readonly number[], years: number, calendar: HolidayCalendar): Alignment {
  const shift = shiftOf(days, years, calendar);
  const taken = new Set<number>();
  return collect(days, (day) => {
    const target = day - shift;
    if (!calendar.covers(day) || !calendar.covers(target)) return NOT_COVERED;
    const holiday = calendar.holiday(day);
    if (holiday) {
      const earlier = holidayBefore(holiday, years, calendar);
      if (!earlier || holiday.index >= earlier.length) return NO_HOLIDAY;
      return earlier.first + holiday.index;
    }
    for (let off = 0; off <= REACH; off++) {
      for (const other of off === 0 ? [target] : [target - off, target + off]) {
        if (taken.has(other) || !alike(day, other, calendar)) continue;
        taken.add(other);
        return other;
      }
    }
    return why(calendar.kind(day));
  });
}

/**
 * The days of the period before (环比): the same weekday of the period just before, or of the one before that where the
 * day was a holiday or worked in exchange; at most {@link PERIODS_BACK} back. Holidays and make-up days have none like
 * them a week ago: they are left out, and 同比 is the way to look at them.
 */
export function periodBefore(days: readonly number[], calendar: HolidayCalendar): Alignment {
  const first = days[0] ?? 0;
  const step = Math.ceil(((days.at(-1) ?? first) - first + 1) / WEEK) * WEEK;
  return collect(days, (day) => {
    const kind = calendar.kind(day);
    if (kind === "holiday" || kind === "makeup") return why(kind);
    for (let back = 1; back <= PERIODS_BACK; back++) {
      if (alike(day, day - back * step, calendar)) return day - back * step;
    }
    return NO_LIKE;
  });
}
