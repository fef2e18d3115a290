import type { CountRow } from "../core/store.js";
import { type Figures, NOTHING, tally } from "./tally.js";

export interface TopList {
  /** Best first: by count, then by value in order of code points. */
  entries: ({ value: string } & Figures)[];
  /** Messages with a value beyond the last entry. */
  others: number;
  /** Messages for which the value is not known. They stand in no entry. */
  unknown: number;
  total: number;
}

export function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The values of one dimension (the `dimension`-th of the rows' keys) with the most messages. */
export function topList(rows: readonly CountRow[], limit: number, dimension = 0): TopList {
  const sums = tally(rows, (row) => row.key[dimension] ?? "");
  const unknown = (sums.get("") ?? NOTHING).n;
  sums.delete("");
  const all = [...sums].map(([value, figures]) => ({ value, ...figures }));
  all.sort((a, b) => b.n - a.n || byCodePoint(a.value, b.value));
  const known = all.reduce((sum, entry) => sum + entry.n, 0);
  const entries = all.slice(0, limit);
  const listed = entries.reduce((sum, entry) => sum + entry.n, 0);
  return { entries, others: known - listed, unknown, total: known + unknown };
}
