import type { Interval } from "../../core/store.js";
import type { Zone } from "../../core/zone.js";

/** Start of every bucket of time that an instant falls into, ms since the epoch. */
export type Starts = Record<Interval, number>;

const known = new WeakMap<Zone, Map<number, Omit<Starts, "hour">>>();
const REMEMBERED = 10_000;

/** The buckets of an instant. Those of a day are worked out once: a batch of documents is of a few days. */
export function startsOf(at: number, zone: Zone): Starts {
  let days = known.get(zone);
  if (!days || days.size > REMEMBERED) {
    days = new Map();
    known.set(zone, days);
  }
  const day = zone.dayOf(at);
  let starts = days.get(day);
  if (!starts) {
    starts = { day: zone.bucket(at, "day"), week: zone.bucket(at, "week"), month: zone.bucket(at, "month") };
    days.set(day, starts);
  }
  return { hour: zone.bucket(at, "hour"), ...starts };
}
