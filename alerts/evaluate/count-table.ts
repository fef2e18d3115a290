import type { CountRow, Dimension } from "../../core/store.js";
import type { Timeline } from "./timeline.js";

/** What is summed of messages. */
export const FIGURES = ["n", "negative", "scoreMilli", "severe"] as const;
export type Figure = (typeof FIGURES)[number];

const SEPARATOR = "\u0001";

/** The values of a group as one text. */
export function keyOf(values: readonly string[]): string {
  return values.join(SEPARATOR);
}

/**
 * The rows of one count, kept in columns and in order of key and time: a million rows take 20 MB, and the sum of any
 * stretch of time is found by bisection.
 */
export class CountTable {
  /** One entry per distinct key. */
  readonly keys: (readonly string[])[] = [];
  /** Where the rows of each key begin; one more entry at the end. */
  private readonly offsets: Int32Array;
  private readonly buckets: Int32Array;
  private readonly columns: Record<Figure, Int32Array>;

  constructor(
    rows: readonly CountRow[],
    readonly by: readonly Dimension[],
    readonly timeline: Timeline,
  ) {
    const cells = new Int32Array(rows.length);
    const known = new Map<string, number>();
    // A store may give rows of one key the same array: that is quicker to know again than its values.
    const same = new Map<readonly string[], number>();
    const sizes: number[] = [];
    rows.forEach((row, i) => {
      let cell = same.get(row.key);
      if (cell === undefined) {
        const key = keyOf(row.key);
        cell = known.get(key);
        if (cell === undefined) {
          cell = this.keys.push(row.key) - 1;
          known.set(key, cell);
          sizes.push(0);
        }
        if (Object.isFrozen(row.key)) same.set(row.key, cell);
      }
      cells[i] = cell;
      sizes[cell] = (sizes[cell] as number) + 1;
    });
    this.offsets = new Int32Array(sizes.length + 1);
    sizes.forEach((size, cell) => {
      this.offsets[cell + 1] = (this.offsets[cell] as number) + size;
    });
    const column = (): Int32Array => new Int32Array(rows.length);
    this.buckets = column();
    this.columns = { n: column(), negative: column(), scoreMilli: column(), severe: column() };
    const next = this.offsets.slice();
    // Rows come in order of time, so those of one key do too.
    rows.forEach((row, i) => {
      const cell = cells[i] as number;
      const at = next[cell] as number;
      next[cell] = at + 1;
      this.buckets[at] = timeline.indexOfText(row.at);
      for (const figure of FIGURES) this.columns[figure][at] = row[figure];
    });
  }

  /** The first row of a cell at or behind a bucket. */
  private firstFrom(cell: number, bucket: number): number {
    let low = this.offsets[cell] as number;
    let high = this.offsets[cell + 1] as number;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.buckets[middle] as number) < bucket) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Sum of a figure over the buckets [from, to). */
  sum(cell: number, figure: Figure, from: number, to: number): number {
    const column = this.columns[figure];
    const end = this.offsets[cell + 1] as number;
    let sum = 0;
    for (let i = this.firstFrom(cell, from); i < end && (this.buckets[i] as number) < to; i++) {
      sum += column[i] as number;
    }
    return sum;
  }

  /** Adds a figure of every bucket to a series that starts with bucket 0. */
  addTo(series: Float64Array, cell: number, figure: Figure): void {
    const column = this.columns[figure];
    const end = this.offsets[cell + 1] as number;
    for (let i = this.offsets[cell] as number; i < end; i++) {
      const bucket = this.buckets[i] as number;
      if (bucket >= 0 && bucket < series.length) series[bucket] = (series[bucket] as number) + (column[i] as number);
    }
  }
}
