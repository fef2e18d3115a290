import type { Calendar } from "../core/calendar.js";
import type { CountRow } from "../core/store.js";
import type { Zone } from "../core/zone.js";
import { type Gap, gapsOf } from "./gaps.js";
import { nearbyMean } from "./nearby-mean.js";

/** A source that has brought nothing for longer than this, at the end of the days looked at, has been given up. */
const LAPSE = 56;
/** A sum over sources may lack or have too much of this share of the usual before its days can no longer be compared. */
const TOLERANCE = 0.2;

/** The days to be looked at. */
export interface Span {
  /** First and last day, both inclusive, day numbers of core/zone.ts. */
  readonly first: number;
  readonly last: number;
  readonly zone: Zone;
}

interface SourceDays {
  readonly gaps: readonly Gap[];
  readonly known: Uint8Array;
  /** Messages a day that it usually brings around each day, whether it did then or not. */
  readonly usual: Float64Array;
  /** Whether it still delivers, or was expected to until lately. */
  readonly live: boolean;
}

/** Of which days there is data, for any choice of sources: see {@link coverageOf}. */
export class Coverage {
  readonly first: number;
  readonly length: number;
  private readonly sources: ReadonlyMap<string, SourceDays>;
  private readonly cache = new Map<string, Uint8Array>();

  constructor(span: Span, sources: ReadonlyMap<string, SourceDays>) {
    this.first = span.first;
    this.length = Math.max(0, span.last - span.first + 1);
    this.sources = sources;
  }

  /** The source's gaps in collection; none where it has no message. */
  gaps(source: string): readonly Gap[] {
    return this.sources.get(source)?.gaps ?? [];
  }

  /**
   * 1 for each day whose sum over these sources (default: all) can be compared with the days at the end: the sources
   * collected on it usually bring as much, within a fifth, as those that deliver at the end. So a larger source's gap
   * makes no fall, one that is added makes no rise, one that takes another's place keeps the history, and one that was
   * given up no longer counts after eight weeks. The array is shared: not to be changed.
   */
  known(sources: readonly string[] = [...this.sources.keys()]): Uint8Array {
    const key = JSON.stringify([...sources].sort());
    let known = this.cache.get(key);
    if (!known) {
      known = this.together(sources.flatMap((source) => this.sources.get(source) ?? []));
      this.cache.set(key, known);
    }
    return known;
  }

  private together(sources: readonly SourceDays[]): Uint8Array {
    const known = new Uint8Array(this.length);
    const anyLive = sources.some(({ live }) => live);
    for (let day = 0; day < this.length; day++) {
      let wanted = 0;
      let there = 0;
      let some = false;
      for (const source of sources) {
        const usual = source.usual[day]!;
        if (source.live || !anyLive) wanted += usual;
        if (source.known[day] === 0) continue;
        there += usual;
        some = true;
      }
      if (some && Math.abs(wanted - there) <= TOLERANCE * wanted) known[day] = 1;
    }
    return known;
  }
}

function sourceDays(counts: Int32Array, first: number, complete: number, calendar: Pick<Calendar, "kind">): SourceDays {
  const known = new Uint8Array(counts.length);
  const gaps = gapsOf(first, counts, calendar);
  // Before its first message nothing is known of a source: it may not have been there.
  known.fill(
    1,
    counts.findIndex((n) => n > 0),
    Math.max(0, complete - first),
  );
  for (const gap of gaps) known.fill(0, gap.first - first, gap.last - first + 1);
  return { gaps, known, usual: nearbyMean(counts, known), live: counts.length - 1 - known.lastIndexOf(1) <= LAPSE };
}

/**
 * Of which days there is data, from the rows of a count by source and day over the span. A day of a source is unknown
 * before its first message, in a gap (gaps.ts), and where it is not in yet: `complete` gives the first day of a source
 * that is still to come in whole, by its watermark; without an entry all days are in. A source without a row is not
 * there.
 */
export function coverageOf(
  rows: readonly CountRow[],
  span: Span,
  calendar: Pick<Calendar, "kind">,
  complete: ReadonlyMap<string, number> = new Map(),
): Coverage {
  const { first, last, zone } = span;
  const counts = new Map<string, Int32Array>();
  for (const { key, at, n } of rows) {
    const day = zone.dayOf(Date.parse(at));
    if (day < first || day > last || n === 0) continue;
    const source = key[0] ?? "";
    let days = counts.get(source);
    if (!days) {
      days = new Int32Array(last - first + 1);
      counts.set(source, days);
    }
    days[day - first]! += n;
  }
  return new Coverage(
    span,
    new Map(
      [...counts].map(([source, days]) => [
        source,
        sourceDays(days, first, complete.get(source) ?? last + 1, calendar),
      ]),
    ),
  );
}
