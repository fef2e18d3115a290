import type { Interval } from "../core/store.js";
import { dayBucket, type Zone } from "../core/zone.js";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function nextDay(day: number, every: Exclude<Interval, "hour">): number {
  if (every === "day") return day + 1;
  if (every === "week") return day + 7;
  const date = new Date(day * DAY);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / DAY;
}

/** Starts of all buckets that [from, to) touches, as instants, oldest first. */
export function buckets(from: number, to: number, every: Interval, zone: Zone): number[] {
  const starts: number[] = [];
  if (every === "hour") {
    // Hours that a clock change repeats or skips fall together with their neighbour's bucket or have none.
    for (let at = zone.bucket(from, "hour"); at < to; at += HOUR) {
      const start = zone.bucket(at, "hour");
      if (start !== starts.at(-1)) starts.push(start);
    }
    return starts;
  }
  for (let day = dayBucket(zone.dayOf(from), every); zone.startOfDay(day) < to; day = nextDay(day, every)) {
    starts.push(zone.startOfDay(day));
  }
  return starts;
}
