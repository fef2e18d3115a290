import type { DayKinds } from "./daily-series.js";

/** Days that are alike: Monday to Sunday are 0 to 6. */
export const SATURDAY = 5;
export const SUNDAY = 6;
/** A public holiday, whatever day of the week it falls on. */
export const HOLIDAY = 7;
/** A weekend day that is worked in exchange for a day off (调休). */
export const MAKEUP = 8;
export const CLASSES = 9;

/** The class of one day. */
export function classOf(day: number, calendar: DayKinds): number {
  const kind = calendar.kind(day);
  if (kind === "holiday") return HOLIDAY;
  if (kind === "makeup") return MAKEUP;
  // Day 0 was a Thursday.
  return (((day + 3) % 7) + 7) % 7;
}

/** The classes of `length` days from `first` on: worked out once for all series over the same days. */
export function dayClasses(first: number, length: number, calendar: DayKinds): Uint8Array {
  const classes = new Uint8Array(length);
  for (let i = 0; i < length; i++) classes[i] = classOf(first + i, calendar);
  return classes;
}
