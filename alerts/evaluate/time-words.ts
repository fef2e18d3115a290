import type { Localized } from "../../core/localized.js";
import type { Zone } from "../../core/zone.js";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A day as officials write it: 11月8日 · 8 Nov; with the year where it is not the year of `now` (both day numbers). */
export function dayWords(day: number, now: number, zone: Zone): Localized {
  const [year, month, date] = zone.dayText(day).split("-").map(Number) as [number, number, number];
  const sameYear = zone.dayText(now).startsWith(`${String(year).padStart(4, "0")}-`);
  return {
    zh: `${sameYear ? "" : `${year}年`}${month}月${date}日`,
    en: `${date} ${MONTHS[month - 1]}${sameYear ? "" : ` ${year}`}`,
  };
}

/** A stretch of time [from, to) in ms: whole days, or hours of the wall clock. */
export function spanWords(from: number, to: number, every: "day" | "hour", now: number, zone: Zone): Localized {
  const today = zone.dayOf(now);
  const first = dayWords(zone.dayOf(from), today, zone);
  const last = dayWords(zone.dayOf(to - 1), today, zone);
  if (every === "day") {
    return first.zh === last.zh ? first : { zh: `${first.zh}至${last.zh}`, en: `${first.en} to ${last.en}` };
  }
  const clock = (instant: number): string => zone.minuteText(instant).slice(11);
  const end = clock(to) === "00:00" ? "24:00" : clock(to);
  if (first.zh === last.zh) return { zh: `${first.zh} ${clock(from)}–${end}`, en: `${first.en} ${clock(from)}–${end}` };
  return {
    zh: `${first.zh} ${clock(from)} 至${last.zh} ${end}`,
    en: `${first.en} ${clock(from)} to ${last.en} ${end}`,
  };
}
