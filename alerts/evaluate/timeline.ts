import type { Zone } from "../../core/zone.js";

const HOUR = 3_600_000;

/** The buckets of a count, numbered from 0 on: wall-calendar days, or hours. */
export class Timeline {
  private readonly starts: number[] = [];
  private readonly known = new Map<string, number>();

  /** @param first day number (see core/zone.ts) or, for hours, the instant (ms) at which the first hour starts */
  constructor(
    readonly every: "day" | "hour",
    readonly first: number,
    readonly length: number,
    private readonly zone: Zone,
  ) {}

  /** Instant (ms) at which a bucket starts; of the bucket after the last one too. */
  startOf(index: number): number {
    if (this.every === "hour") return this.first + index * HOUR;
    let start = this.starts[index];
    if (start === undefined) {
      start = this.zone.startOfDay(this.first + index);
      this.starts[index] = start;
    }
    return start;
  }

  /** The bucket that an instant (ms) falls into; may lie outside. */
  indexOf(instant: number): number {
    return this.every === "day"
      ? this.zone.dayOf(instant) - this.first
      : Math.floor((this.zone.bucket(instant, "hour") - this.first) / HOUR);
  }

  /** The same for the start of a bucket as a count's row gives it. */
  indexOfText(at: string): number {
    let index = this.known.get(at);
    if (index === undefined) {
      index = this.indexOf(Date.parse(at));
      this.known.set(at, index);
    }
    return index;
  }

  /** The wall-calendar day of a bucket. */
  dayOf(index: number): number {
    return this.every === "day" ? this.first + index : this.zone.dayOf(this.startOf(index));
  }

  /** How many buckets have ended at or before an instant. */
  endedBy(instant: number): number {
    return this.indexOf(instant);
  }
}
