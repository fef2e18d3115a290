import { Temporal } from "temporal-polyfill";
import type { Interval } from "./store.js";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * Wall-clock arithmetic in one time zone. Instants go in and come out; offsets are looked up once per hour of history
 * and remembered, since a batch of documents asks for the same few hours again and again.
 */
export class Zone {
  private readonly offsets = new Map<number, number>();

  constructor(readonly id: string) {
    this.offsetAt(0); // throws RangeError now when the zone does not exist
  }

  private offsetAt(instant: number): number {
    const hour = Math.floor(instant / HOUR);
    let offset = this.offsets.get(hour);
    if (offset === undefined) {
      offset = Temporal.Instant.fromEpochMilliseconds(hour * HOUR).toZonedDateTimeISO(this.id).offsetNanoseconds / 1e6;
      if (this.offsets.size > 100_000) this.offsets.clear();
      this.offsets.set(hour, offset);
    }
    return offset;
  }

  /** Days since 1970-01-01 on the wall calendar. */
  dayOf(instant: number): number {
    return Math.floor((instant + this.offsetAt(instant)) / DAY);
  }

  /** The instant at which a wall-calendar day starts. */
  startOfDay(day: number): number {
    return this.fromWall(day * DAY);
  }

  /** The instant of a wall-clock time given as milliseconds as if it were UTC. Times that a clock change skips move on. */
  fromWall(wall: number): number {
    const date = new Date(wall);
    return Temporal.PlainDateTime.from({
      year: date.getUTCFullYear(),
      month: date.getUTCMonth() + 1,
      day: date.getUTCDate(),
      hour: date.getUTCHours(),
      minute: date.getUTCMinutes(),
      second: date.getUTCSeconds(),
      millisecond: date.getUTCMilliseconds(),
    }).toZonedDateTime(this.id).epochMilliseconds;
  }

  /** `2019-08-14` of a day number. */
  dayText(day: number): string {
    return new Date(day * DAY).toISOString().slice(0, 10);
  }

  /** `2019-08-14 11:25` on the wall clock. */
  minuteText(instant: number): string {
    return new Date(instant + this.offsetAt(instant)).toISOString().slice(0, 16).replace("T", " ");
  }

  /** The start of the bucket that an instant falls into, as an instant. */
  bucket(instant: number, every: Interval): number {
    if (every === "hour") {
      const offset = this.offsetAt(instant);
      return Math.floor((instant + offset) / HOUR) * HOUR - offset;
    }
    return this.startOfDay(dayBucket(this.dayOf(instant), every));
  }
}

/** The first day of the bucket that a day falls into; weeks start on Monday. */
export function dayBucket(day: number, every: Exclude<Interval, "hour">): number {
  if (every === "day") return day;
  // Day 0 was a Thursday.
  if (every === "week") return day - ((((day + 3) % 7) + 7) % 7);
  const date = new Date(day * DAY);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / DAY;
}
