const DAY = 86_400_000;

/** What a day is to those who work: an ordinary Monday to Friday, a weekend, a day off by public holiday, a weekend day worked in exchange (调休). */
export const DAY_KINDS = ["workday", "rest", "holiday", "makeup"] as const;
export type DayKind = (typeof DAY_KINDS)[number];

/** The facts a calendar is made of, as the State Council's yearly notice gives them. Days are `YYYY-MM-DD`. */
export interface CalendarData {
  readonly holidays: readonly {
    /** The name by which one year's holiday finds another year's: 春节, 国庆节. */
    readonly name: string;
    /** Other festivals that fall into the same days off: 中秋节 in a 国庆节 of eight days. */
    readonly with?: readonly string[];
    /** All days off of one stretch. */
    readonly days: readonly string[];
  }[];
  /** Saturdays and Sundays that are worked. */
  readonly workdays: readonly string[];
}

/** One stretch of days off. */
export interface Holiday {
  readonly name: string;
  readonly with: readonly string[];
  /** Year whose notice it belongs to: that of its last stated day, so that a 元旦 that begins on 30 December is the next year's. */
  readonly year: number;
  /** First day, a day number of core/zone.ts. */
  readonly first: number;
  /** Days in a row. */
  readonly length: number;
}

/** A day's place in its holiday; `index` counts from 0. */
export interface HolidayDay extends Holiday {
  readonly index: number;
}

/**
 * The day number (days since 1970-01-01 on the wall calendar, as in core/zone.ts) of a date `YYYY-MM-DD`;
 * undefined where the text is none or the month has no such day.
 */
export function dayNumber(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  const at = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text) return undefined;
  return at / DAY;
}

/** The year of a day number. */
export function yearOf(day: number): number {
  return new Date(day * DAY).getUTCFullYear();
}

/** Whether a day number is a Saturday or a Sunday, whatever is worked on it. */
export function isWeekend(day: number): boolean {
  // Day 0 was a Thursday: Saturday is 2 from there, Sunday 3.
  const place = ((day % 7) + 7) % 7;
  return place === 2 || place === 3;
}

function required(text: string): number {
  const day = dayNumber(text);
  if (day === undefined) throw new RangeError(`not a date (YYYY-MM-DD): ${text}`);
  return day;
}

/**
 * Which days are worked and which are days off. A year without data has plain weekends ({@link Calendar.covers} tells).
 *
 * A holiday takes in the weekend days next to it that are not worked: some years' notices list them, others say
 * 与周末连休, and both are the same three days off.
 */
export class Calendar {
  private readonly off = new Map<number, HolidayDay>();
  private readonly worked: ReadonlySet<number>;
  private readonly stated = new Map<string, Holiday>();
  private readonly known = new Set<number>();

  /** Throws a RangeError when a text is not a date; files are checked where they are read (config/holidays.ts). */
  constructor(data: CalendarData) {
    this.worked = new Set(data.workdays.map(required));
    const stretches = data.holidays
      .filter(({ days }) => days.length > 0)
      .map(({ name, with: others = [], days }) => ({ name, with: others, days: days.map(required) }));
    const named = new Set(stretches.flatMap(({ days }) => days));
    const free = (day: number): boolean => isWeekend(day) && !this.worked.has(day) && !named.has(day);
    for (const { name, with: others, days } of stretches) {
      let first = Math.min(...days);
      let last = Math.max(...days);
      const year = yearOf(last);
      while (free(first - 1)) first--;
      while (free(last + 1)) last++;
      const holiday = { name, with: others, year, first, length: last - first + 1 };
      this.known.add(year);
      this.stated.set(`${year} ${name}`, holiday);
      for (let day = first; day <= last; day++) this.off.set(day, { ...holiday, index: day - first });
    }
  }

  kind(day: number): DayKind {
    if (this.off.has(day)) return "holiday";
    if (this.worked.has(day)) return "makeup";
    return isWeekend(day) ? "rest" : "workday";
  }

  /** The holiday that a day belongs to, and its place in it. */
  holiday(day: number): HolidayDay | undefined {
    return this.off.get(day);
  }

  /** The holiday of that name in a year's notice: 同比 holds 春节 against 春节, on whatever dates they fall. */
  named(name: string, year: number): Holiday | undefined {
    return this.stated.get(`${year} ${name}`);
  }

  isWorkday(day: number): boolean {
    const kind = this.kind(day);
    return kind === "workday" || kind === "makeup";
  }

  /** Whether the holidays of the day's year are known. */
  covers(day: number): boolean {
    return this.known.has(yearOf(day));
  }

  /** The years whose holidays are known, ascending. */
  years(): number[] {
    return [...this.known].sort((a, b) => a - b);
  }
}
