import type { Localized } from "../../core/localized.js";

/** How many messages came on each day of one stretch of days, and of which days that is known. */
export interface DailySeries {
  /** The day of `counts[0]`: days since 1970-01-01 on the wall calendar (see core/zone.ts). */
  readonly first: number;
  /** Messages per day, whole numbers. */
  readonly counts: Float64Array | Int32Array;
  /** As long as `counts`; 0 where nothing is known of that day (a gap in collection, not in yet): such a day is left out, it is no zero. */
  readonly known: Uint8Array;
}

/** What a baseline needs to know of the calendar: the part of core/calendar.ts that it asks. */
export interface DayKinds {
  /** Of a day number: an ordinary workday or weekend, a public holiday (bridging days off too), or a weekend day that is worked instead. */
  kind(day: number): "workday" | "rest" | "holiday" | "makeup";
}

/** Why a series says nothing about a day: an answer, not an error. */
export interface Unjudged {
  readonly judged: false;
  readonly why: Localized;
}

/** The place of a day in a series, or −1 where it has none or nothing is known of it. */
export function knownIndex(series: DailySeries, day: number): number {
  const index = day - series.first;
  return index >= 0 && index < series.counts.length && series.known[index] === 1 ? index : -1;
}
