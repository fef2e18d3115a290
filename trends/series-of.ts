import type { CountRow } from "../core/store.js";
import type { Zone } from "../core/zone.js";
import type { DailySeries } from "./baseline/daily-series.js";
import type { Coverage } from "./coverage.js";

const SEPARATOR = "\u001f";

/** The values of a row's key as the one text by which {@link seriesOf} keeps its series. */
export function seriesKey(values: readonly string[]): string {
  return values.join(SEPARATOR);
}

/** The values that {@link seriesKey} joined. */
export function keyValues(key: string): string[] {
  return key.split(SEPARATOR);
}

export interface SeriesOptions {
  readonly zone: Zone;
  /** The sources that the count was limited to; default: all. */
  readonly sources?: readonly string[];
  /** Where the source stands in the rows' keys, when it is one of the dimensions: each series then has its own source's days. */
  readonly sourceAt?: number;
  /** What of a row is counted; default: its messages. */
  readonly value?: (row: CountRow) => number;
}

/**
 * One daily series for each key of a count by day, over the days of the coverage, days without a row as zeros; which
 * days are known comes from the sources that the count was over, never from the series itself: a street without a
 * message has a true zero. Rows outside of those days are left out. Series share their `known`.
 */
export function seriesOf(
  rows: readonly CountRow[],
  coverage: Coverage,
  { zone, sources, sourceAt, value = ({ n }) => n }: SeriesOptions,
): Map<string, DailySeries> {
  const { first, length } = coverage;
  const indexes = new Map<string, number>();
  const found = new Map<string, DailySeries>();
  for (const row of rows) {
    let index = indexes.get(row.at);
    if (index === undefined) {
      index = zone.dayOf(Date.parse(row.at)) - first;
      indexes.set(row.at, index);
    }
    if (index < 0 || index >= length) continue;
    const key = seriesKey(row.key);
    let series = found.get(key);
    if (!series) {
      const known = coverage.known(sourceAt === undefined ? sources : [row.key[sourceAt] ?? ""]);
      series = { first, counts: new Int32Array(length), known };
      found.set(key, series);
    }
    series.counts[index]! += value(row);
  }
  return found;
}
