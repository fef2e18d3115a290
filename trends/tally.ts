import type { CountRow } from "../core/store.js";

/** The figures of a count row, which add up over rows. */
export type Figures = Omit<CountRow, "key" | "at">;

export const NOTHING: Readonly<Figures> = { n: 0, negative: 0, neutral: 0, positive: 0, scoreMilli: 0, severe: 0 };

export function add(a: Figures, b: Figures): Figures {
  return {
    n: a.n + b.n,
    negative: a.negative + b.negative,
    neutral: a.neutral + b.neutral,
    positive: a.positive + b.positive,
    scoreMilli: a.scoreMilli + b.scoreMilli,
    severe: a.severe + b.severe,
  };
}

/** Adds rows up by a label made from each row. */
export function tally(rows: readonly CountRow[], label: (row: CountRow) => string): Map<string, Figures> {
  const sums = new Map<string, Figures>();
  for (const row of rows) {
    const at = label(row);
    sums.set(at, add(sums.get(at) ?? NOTHING, row));
  }
  return sums;
}

export function total(rows: readonly CountRow[]): Figures {
  return rows.reduce<Figures>(add, NOTHING);
}
