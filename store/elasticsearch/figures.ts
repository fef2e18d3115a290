import type { CountRow } from "../../core/store.js";

/**
 * What is summed up for a row. The server adds in double precision, exactly below 2^53, so two whole numbers can be
 * added as one: the tone is negative + positive · 2^26, the weight is severe · 2^32 + scoreMilli. In sums over fewer than
 * 2^21 documents they stay apart, the scores within ±2^31.
 */
const POSITIVE = 2 ** 26;
const SEVERE = 2 ** 32;
const PACKED_LIMIT = 2 ** 21;

export type Figures = Omit<CountRow, "key" | "at">;

/** Sums as the server gives them, by name. */
export type Sums = Record<string, unknown>;

/** One row to be. */
export interface Group {
  key: string[];
  /** Start of the bucket of time, ms. */
  at?: number;
  n: number;
  figures: Sums;
}

/** A way to ask for figures. */
export interface FigureSums {
  aggs: Record<string, { sum: { field: string } }>;
  /** The figures of `n` documents; undefined when they are too many for this way. */
  read(n: number, sums: Sums): Figures | undefined;
}

export function packTone(negative: number, positive: number): number {
  return negative + positive * POSITIVE;
}

export function packWeight(severe: number, scoreMilli: number): number {
  return severe * SEVERE + scoreMilli;
}

const sumOf = (sums: Sums, name: string): number => (sums[name] as { value: number }).value;

/** Two sums for four figures. */
export const PACKED: FigureSums = {
  aggs: { t: { sum: { field: "tone" } }, w: { sum: { field: "weight" } } },
  read(n, sums) {
    if (n >= PACKED_LIMIT) return undefined;
    const tone = sumOf(sums, "t");
    const weight = sumOf(sums, "w");
    const positive = Math.floor(tone / POSITIVE);
    const severe = Math.floor((weight + SEVERE / 2) / SEVERE);
    return figures(n, tone - positive * POSITIVE, positive, weight - severe * SEVERE, severe);
  },
};

/** One sum for every figure. */
export const PLAIN: FigureSums = {
  aggs: Object.fromEntries(
    ["negative", "positive", "scoreMilli", "severe"].map((field) => [field, { sum: { field } }]),
  ),
  read: (n, sums) => {
    const sum = (name: string) => sumOf(sums, name);
    return figures(n, sum("negative"), sum("positive"), sum("scoreMilli"), sum("severe"));
  },
};

function figures(n: number, negative: number, positive: number, scoreMilli: number, severe: number): Figures {
  return { n, negative, neutral: n - negative - positive, positive, scoreMilli, severe };
}
