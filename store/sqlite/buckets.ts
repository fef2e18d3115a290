import type { Interval } from "../../core/store.js";
import { dayBucket, type Zone } from "../../core/zone.js";
import { formatInstant } from "../instant.js";
import type { BlockInfo, BlockReader } from "./block-reader.js";
import { BLOCK } from "./layout.js";

/** Zones differ by multiples of this: the starts of two hours never share one. */
const QUARTER = 900_000;

function monthNumber(day: number): number {
  const date = new Date(day * 86_400_000);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** Numbers the buckets of time in their order: the first one that any document can fall into is 0. */
export class Buckets {
  /** How many there can be. */
  readonly limit: number;
  private readonly first: number;
  private readonly numbers = new Int32Array(BLOCK);
  private readonly starts = new Map<number, number>();
  private readonly texts = new Map<number, string>();

  constructor(
    private readonly zone: Zone,
    private readonly every: Interval,
    blocks: readonly BlockInfo[],
  ) {
    let first = Number.POSITIVE_INFINITY;
    let last = Number.NEGATIVE_INFINITY;
    for (const block of blocks) {
      first = Math.min(first, block.first);
      last = Math.max(last, block.last);
    }
    this.first = blocks.length === 0 ? 0 : this.ofInstant(first);
    this.limit = blocks.length === 0 ? 1 : this.ofInstant(last) - this.first + 1;
  }

  private ofInstant(at: number): number {
    return this.every === "hour" ? Math.floor(this.zone.bucket(at, "hour") / QUARTER) : this.ofDay(this.zone.dayOf(at));
  }

  private ofDay(day: number): number {
    if (this.every === "day") return day;
    return this.every === "week" ? Math.floor((day + 3) / 7) : monthNumber(day);
  }

  /** The bucket number of every document of the reader's block. */
  of(reader: BlockReader, length: number): Int32Array {
    const { first, starts, every } = this;
    const numbers = this.numbers;
    if (every === "hour") {
      const at = reader.large("createdAt");
      for (let i = 0; i < length; i++) {
        const start = this.zone.bucket(at[i] as number, "hour");
        const number = Math.floor(start / QUARTER) - first;
        starts.set(number, start);
        numbers[i] = number;
      }
      return numbers;
    }
    const days = reader.small("day");
    let day = Number.NaN;
    let number = 0;
    for (let i = 0; i < length; i++) {
      // Neighbours mostly share their day.
      if (days[i] !== day) {
        day = days[i] as number;
        number = this.ofDay(day) - first;
        if (!starts.has(number)) starts.set(number, this.zone.startOfDay(dayBucket(day, every)));
      }
      numbers[i] = number;
    }
    return numbers;
  }

  /** Start of a bucket as an instant. */
  text(number: number): string {
    let text = this.texts.get(number);
    if (text === undefined) {
      text = formatInstant(this.starts.get(number) as number);
      this.texts.set(number, text);
    }
    return text;
  }
}
