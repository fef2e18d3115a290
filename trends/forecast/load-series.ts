import type { CountRow, Dimension, Store, Where } from "../../core/store.js";
import type { Zone } from "../../core/zone.js";
import type { DailySeries } from "../baseline/daily-series.js";
import type { HolidayCalendar } from "../compare/like-days.js";
import { type Coverage, coverageOf } from "../coverage.js";
import { daysPeriod } from "../periods.js";
import { seriesOf } from "../series-of.js";
import { beginOf } from "./trickle.js";

/** Which messages are asked about, and by which clock and calendar days are told. */
export interface Asked {
  /** Conditions; its times are set by who asks. */
  where: Omit<Where, "from" | "to">;
  zone: Zone;
  calendar: HolidayCalendar;
  /** First day of a source that is not in yet in whole, by its watermark; without an entry all days are in. */
  complete?: ReadonlyMap<string, number>;
}

/** Daily series out of a store, over one stretch of days: everything after it is pure. */
export class SeriesLoader {
  private constructor(
    private readonly store: Store,
    private readonly asked: Asked,
    private readonly first: number,
    private readonly last: number,
    private readonly coverage: Coverage,
    /** Days that are collected, without the strays before the sources really began. */
    private readonly known: Uint8Array,
  ) {}

  /** Days `first` … `last`, both included. */
  static async open(store: Store, asked: Asked, first: number, last: number): Promise<SeriesLoader> {
    const { zone, calendar, complete } = asked;
    const rows = await store.count({ where: daysPeriod(first, last, zone), by: ["source"], every: "day" });
    const coverage = coverageOf(rows, { first, last, zone }, calendar, complete);
    const sources = asked.where.source;
    const meant = rows.filter(({ key }) => sources === undefined || sources.includes(key[0] ?? ""));
    const all = seriesOf(
      meant.map((row) => ({ ...row, key: [] })),
      coverage,
      { zone },
    );
    const known = coverage
      .known(sources)
      .slice()
      .fill(0, 0, beginOf(all.get("")?.counts ?? []));
    return new SeriesLoader(store, asked, first, last, coverage, known);
  }

  private series(rows: readonly CountRow[]): Map<string, DailySeries> {
    const { known } = this;
    const found = seriesOf(rows, this.coverage, { zone: this.asked.zone });
    return new Map([...found].map(([key, series]) => [key, { ...series, known }]));
  }

  /** All messages asked about. */
  async total(): Promise<DailySeries> {
    return (await this.load([])).get("") ?? this.empty();
  }

  /** By dimensions (see `keyValues` of trends/series-of.ts), from `first` on where that is given. */
  async load(by: readonly Dimension[], first = this.first): Promise<Map<string, DailySeries>> {
    const where = { ...this.asked.where, ...daysPeriod(first, this.last, this.asked.zone) };
    return this.series(await this.store.count({ where, by: [...by], every: "day" }));
  }

  private empty(): DailySeries {
    const { first, length } = this.coverage;
    return { first, counts: new Int32Array(length), known: this.known };
  }
}
