import type { CountRow, Interval } from "../core/store.js";
import type { Zone } from "../core/zone.js";
import { buckets } from "./buckets.js";
import { type Figures, NOTHING, tally } from "./tally.js";

export interface Point extends Figures {
  /** Start of the bucket, an instant. */
  at: string;
}

function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/**
 * Rows of a count with an interval as one series in order of time: rows of the same bucket are added up, buckets
 * without a row are zeros. It spans [from, to) where given, else from the first row's bucket to the last one's.
 */
export function series(
  rows: readonly CountRow[],
  options: { every: Interval; zone: Zone; from?: string; to?: string },
): Point[] {
  const sums = tally(rows, (row) => String(Date.parse(row.at)));
  const times = [...sums.keys()].map(Number).sort((a, b) => a - b);
  const from = options.from ? Date.parse(options.from) : times[0];
  const last = times.at(-1);
  const to = options.to ? Date.parse(options.to) : last === undefined ? undefined : last + 1;
  if (from === undefined || to === undefined) return [];
  return buckets(from, to, options.every, options.zone).map((at) => ({
    at: instant(at),
    ...(sums.get(String(at)) ?? NOTHING),
  }));
}
