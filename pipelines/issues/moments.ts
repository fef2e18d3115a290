import { chineseNumber } from "./chinese-number.js";

/** A date, as far as it is given, or a time of day. */
export type Moment =
  | { kind: "date"; year?: number; month?: number; day?: number }
  /** `hour` as on the clock's face; `exact` counts to 24, absent where the text leaves open which half of the day. */
  | { kind: "time"; hour: number; minute: number; exact?: number };

const N = "(?:\\d{1,2}|[一二三四五六七八九十]{1,3})";
const YEAR = "(?:\\d{4}|[一二三四五六七八九零]{4})";
const DAY = `${N}[日号]`;
const TO = "[至到~～—–-]+";
const DATES = new RegExp(
  [
    `(?<y>${YEAR})年(?:(?<m>${N})月份?(?:(?<d>${DAY})(?:${TO}(?<d2>${DAY}))?)?)?`,
    `(?<!个|[\\d十])(?<m2>${N})月(?:(?<d3>${DAY})(?:${TO}(?<d4>${DAY}))?|份?)`,
    "(?<!\\d)(?<y3>\\d{4})[-/.](?<m3>\\d{1,2})(?:[-/.](?<d5>\\d{1,2}))?(?!\\d)",
  ].join("|"),
  "g",
);
const HALF_OF_DAY = "凌晨|清晨|早晨|早上|上午|中午|下午|傍晚|晚上|夜里|夜间|半夜|深夜|早|晚";
const TIMES = new RegExp(
  `(?<part>${HALF_OF_DAY})?(?<![\\d.])(?:(?<h>\\d{1,2}):(?<min>\\d{2})(?!\\d)|(?<h2>${N}|两)[点时](?!都|也)(?:(?<half>半)|(?<min2>\\d{2}|[一二三四五六七八九十零]{1,3})分?(?!之))?)`,
  "g",
);
const EVENING = /下午|傍晚|晚|夜/;
const MORNING = /晨|早|上午/;

function numberOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const digits = text.replace(/[日号]$/, "");
  return /^\d/.test(digits) ? Number(digits) : chineseNumber(digits);
}

function date(year: number | undefined, month: number | undefined, day: number | undefined): Moment {
  return {
    kind: "date",
    ...(year !== undefined && { year }),
    ...(month !== undefined && { month }),
    ...(day !== undefined && { day }),
  };
}

/** 10 at night is 22, 2 in the night is 2. */
function exactHour(hour: number, part: string | undefined): number | undefined {
  if (hour > 12) return hour;
  if (part === undefined) return undefined;
  if (part === "中午") return hour < 3 ? (hour % 12) + 12 : hour;
  if (MORNING.test(part)) return hour % 12;
  if (!EVENING.test(part)) return undefined;
  if (part === "下午") return (hour % 12) + 12;
  // Night is before midnight from six on, and after it else.
  return hour === 12 ? 0 : hour >= 5 ? hour + 12 : hour;
}

/**
 * The dates and times of day of a text, and the text without them.
 * @param plain a text as plainText gives it
 */
export function momentsIn(plain: string): { moments: Moment[]; rest: string } {
  const moments: Moment[] = [];
  const withoutDates = plain.replace(DATES, (...match) => {
    const g = match.at(-1) as Record<string, string | undefined>;
    const [year, month] = [numberOf(g.y ?? g.y3), numberOf(g.m ?? g.m2 ?? g.m3)];
    moments.push(date(year, month, numberOf(g.d ?? g.d3 ?? g.d5)));
    const last = g.d2 ?? g.d4;
    if (last !== undefined) moments.push(date(year, month, numberOf(last)));
    return "，";
  });
  const rest = withoutDates.replace(TIMES, (...match) => {
    const { part, h, min, h2, half, min2 } = match.at(-1) as Record<string, string | undefined>;
    // 说一点 is a little, not an hour.
    if (h2 === "一" && part === undefined && half === undefined && min2 === undefined) return match[0] as string;
    const hour = numberOf(h ?? h2);
    const minute = half === undefined ? (numberOf(min ?? min2) ?? 0) : 30;
    if (hour === undefined || hour > 24) return match[0] as string;
    const exact = exactHour(hour, part);
    moments.push({ kind: "time", hour: hour === 24 ? 0 : hour, minute, ...(exact !== undefined && { exact }) });
    return "，";
  });
  return { moments, rest };
}

/** Whether what an answer says of a time is said in the evidence: each part that it gives is given there, of one moment. */
export function momentSaid(moment: Moment, said: readonly Moment[]): boolean {
  return said.some((other) => {
    if (moment.kind === "date") {
      if (other.kind !== "date") return false;
      return (["year", "month", "day"] as const).every(
        (part) => moment[part] === undefined || moment[part] === other[part],
      );
    }
    if (other.kind !== "time" || moment.minute !== other.minute) return false;
    if (moment.exact !== undefined) return moment.exact === other.exact;
    return moment.hour === other.hour;
  });
}
