import type { Dimension } from "../../core/store.js";
import { type CountTable, type Figure, keyOf } from "./count-table.js";
import type { Timeline } from "./timeline.js";

/** Which rows of a shared count a rule looks at: values by dimension, those of one joined by "or". */
export type RowFilter = readonly (readonly [Dimension, readonly string[]])[];

/** One group of a rule, with the cells of the table that make it up. */
interface Members {
  values: readonly string[];
  cells: number[];
}

/** The rows of a table as one rule groups them. Rules that filter and group alike share one. */
export class Groups {
  /** Keys (see {@link keyOf}) of the groups that have any row, in order of the table. */
  readonly keys: readonly string[];
  private readonly members = new Map<string, Members>();
  private readonly dense = new Map<string, Float64Array>();

  constructor(
    private readonly table: CountTable,
    filter: RowFilter,
    groupBy: readonly Dimension[],
  ) {
    const wanted = filter.map(([dimension, values]) => [table.by.indexOf(dimension), new Set(values)] as const);
    const places = groupBy.map((dimension) => table.by.indexOf(dimension));
    table.keys.forEach((key, cell) => {
      if (!wanted.every(([place, values]) => values.has(key[place] as string))) return;
      const values = places.map((place) => key[place] as string);
      const name = keyOf(values);
      const group = this.members.get(name);
      if (group) group.cells.push(cell);
      else this.members.set(name, { values, cells: [cell] });
    });
    this.keys = [...this.members.keys()];
  }

  get timeline(): Timeline {
    return this.table.timeline;
  }

  values(key: string): readonly string[] {
    return this.members.get(key)?.values ?? [];
  }

  /** Sum of a figure over the buckets [from, to); 0 for a group that has no row. */
  sum(key: string, figure: Figure, from: number, to: number): number {
    let sum = 0;
    for (const cell of this.members.get(key)?.cells ?? []) sum += this.table.sum(cell, figure, from, to);
    return sum;
  }

  /** Messages of every bucket. */
  series(key: string): Float64Array {
    let series = this.dense.get(key);
    if (!series) {
      series = new Float64Array(this.timeline.length);
      for (const cell of this.members.get(key)?.cells ?? []) this.table.addTo(series, cell, "n");
      this.dense.set(key, series);
    }
    return series;
  }
}
