import type { Clock } from "../core/clock.js";
import type { Localized } from "../core/localized.js";
import type { Zone } from "../core/zone.js";
import { shapeOf } from "./reasons.js";

const DAY = 86_400_000;

/** The first mayor's hotline in China opened in 1983: what claims to be older is a mistake, or a zero that became a date. */
const EARLIEST = Date.UTC(1980, 0, 1);

/** Days between 1970-01-01 and day 0 of the two calendars that Excel counts in. */
const EXCEL_EPOCH = { 1900: -25_569, 1904: -24_107 } as const;

/** Why a text is not a time; the text itself is shown as its shape only. */
export interface TimeProblem {
  problem: Localized;
}

const DATE = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?/;
const COMPACT_DATE = /^(\d{4})(\d{2})(\d{2})(?=[\sT])/;
const REST =
  /^[\sT,]*(?:(?:星期|周)[一二三四五六日天])?\s*(凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|AM|PM)?\s*(\d{1,2})[:时点](?:(\d{1,2})(?:[:分](?:(\d{1,2})(?:[.,](\d{1,9}))?秒?)?)?)?\s*(AM|PM)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i;
const TIME_ONLY = /^(?:凌晨|清晨|早上|上午|中午|下午|傍晚|晚上)?\s*\d{1,2}[:时点]/;

/** Whether a text is an hour without a day, e.g. `11:25:10`. */
export function isClockTime(text: string): boolean {
  return text.length < 24 && TIME_ONLY.test(text.normalize("NFKC").trim());
}

/**
 * Reads a point in time as people and programs write it: `2019/8/14 11:25:10`, `2019年8月14日 上午11时25分`, `2019.8.14`,
 * `20190814112510`, ISO 8601 with or without offset, seconds or milliseconds since 1970, the day numbers of Excel.
 * Without an offset it is wall-clock time in `zone`; without a time of day, midnight. Gives ISO 8601 in UTC, or what is
 * wrong: not a time, a day that does not exist (2月30日), before 1980, more than a day in the future.
 */
export function parseTime(
  text: string,
  zone: Zone,
  clock: Clock,
  excel: keyof typeof EXCEL_EPOCH = 1900,
): string | TimeProblem {
  const plain = text.length > 80 ? "" : text.normalize("NFKC").trim();
  const instant = /^\d+(?:\.\d+)?$/.test(plain) ? fromNumber(plain, zone, excel) : fromText(plain, zone);
  if (instant === undefined) return problem(text, UNREADABLE);
  if (Number.isNaN(instant)) return problem(text, IMPOSSIBLE);
  if (instant < EARLIEST) return problem(text, TOO_EARLY);
  if (instant > clock.now() + DAY) return problem(text, FUTURE);
  return new Date(instant).toISOString();
}

/** Undefined: not a time; NaN: a day or hour that does not exist. */
function fromText(text: string, zone: Zone): number | undefined {
  const date = DATE.exec(text) ?? COMPACT_DATE.exec(text);
  if (!date) return undefined;
  const [whole, year, month, day] = date as unknown as [string, string, string, string];
  const tail = text.slice(whole.length);
  if (tail.trim() === "" || /^\s*(?:星期|周)[一二三四五六日天]$/.test(tail)) {
    return toInstant(wall(+year, +month, +day, 0, 0, 0, 0), zone, undefined);
  }
  const rest = REST.exec(tail);
  if (!rest) return undefined;
  const [, before, hour, minute = "0", second = "0", fraction = "0", after, offset] = rest;
  const hours = onClock(Number(hour), before ?? after);
  const millis = Math.floor(Number(`0.${fraction}`) * 1000);
  return toInstant(wall(+year, +month, +day, hours, +minute, +second, millis), zone, offset);
}

function fromNumber(text: string, zone: Zone, excel: keyof typeof EXCEL_EPOCH): number | undefined {
  const value = Number(text);
  const digits = text.includes(".") ? text.indexOf(".") : text.length;
  if (digits === 10) return value * 1000;
  if (digits === 5) {
    return toInstant(EXCEL_EPOCH[excel] * DAY + Math.round(value * 86_400) * 1000, zone, undefined);
  }
  if (text.includes(".")) return undefined;
  if (digits === 13) return value;
  if (digits !== 8 && digits !== 12 && digits !== 14) return undefined;
  const part = (from: number, to: number) => Number(text.slice(from, to));
  return toInstant(
    wall(part(0, 4), part(4, 6), part(6, 8), part(8, 10), part(10, 12), part(12, 14), 0),
    zone,
    undefined,
  );
}

/** Hour of the day from an hour with a word for the part of the day. */
function onClock(hour: number, part: string | undefined): number {
  if (part === undefined || hour > 12) return hour;
  if (/^(?:下午|傍晚|晚上|PM)$/i.test(part)) return hour === 12 ? (part === "晚上" ? 24 : 12) : hour + 12;
  if (part === "中午") return hour < 11 ? hour + 12 : hour;
  return hour === 12 ? 0 : hour;
}

/** Wall-clock time as milliseconds as if it were UTC; NaN when there is no such day or hour. 24:00 is the next midnight. */
function wall(y: number, month: number, day: number, h: number, min: number, s: number, ms: number): number {
  const lastDay = new Date(Date.UTC(y, month, 0)).getUTCDate();
  if (month < 1 || month > 12 || day < 1 || day > lastDay) return Number.NaN;
  if (min > 59 || s > 59 || h > 24 || (h === 24 && min + s > 0)) return Number.NaN;
  return Date.UTC(y, month - 1, day, h, min, s, ms);
}

function toInstant(wallTime: number, zone: Zone, offset: string | undefined): number {
  if (Number.isNaN(wallTime)) return wallTime;
  if (offset === undefined) return fromWall(wallTime, zone);
  if (/^(?:Z|UTC)$/i.test(offset)) return wallTime;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2));
  return wallTime - (offset.startsWith("-") ? -1 : 1) * minutes * 60_000;
}

/** Per zone and day: how far the wall clock is from UTC, if it is so all day. Looking it up costs 15 µs. */
const offsets = new WeakMap<Zone, Map<number, number | undefined>>();

function fromWall(wallTime: number, zone: Zone): number {
  const days = offsets.get(zone) ?? new Map<number, number | undefined>();
  offsets.set(zone, days);
  const day = Math.floor(wallTime / DAY);
  if (!days.has(day)) {
    if (days.size > 100_000) days.clear();
    const start = zone.fromWall(day * DAY);
    days.set(day, zone.fromWall((day + 1) * DAY) - start === DAY ? day * DAY - start : undefined);
  }
  const offset = days.get(day);
  return offset === undefined ? zone.fromWall(wallTime) : wallTime - offset;
}

const UNREADABLE = { zh: "不是可识别的时间", en: "is not a known form of time" };
const IMPOSSIBLE = { zh: "是不存在的日期或时刻", en: "is a day or hour that does not exist" };
const TOO_EARLY = { zh: "早于 1980 年", en: "is before 1980" };
const FUTURE = { zh: "晚于现在一天以上", en: "is more than a day in the future" };

function problem(text: string, what: Localized): TimeProblem {
  const shape = shapeOf(text);
  return {
    problem: {
      zh: `形如「${shape}」的值${what.zh}；应如 2019-08-14 11:25:10`,
      en: `a value like "${shape}" ${what.en}; expected e.g. 2019-08-14 11:25:10`,
    },
  };
}
