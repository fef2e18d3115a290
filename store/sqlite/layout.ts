import { DIMENSIONS, type Dimension } from "../../core/store.js";

/** Documents per block. */
export const BLOCK = 2048;

/** Columns of whole numbers, one value a document. Their order is the file format: only append. */
export const NUMBER_COLUMNS = [
  /** 1, or 0 for a removed document. */
  "live",
  /** ms since the epoch. */
  "createdAt",
  /** Days since 1970-01-01 on the store's calendar. */
  "day",
  /** Sentiment score in thousandths. */
  "score",
  /** 1 when the document repeats another one. */
  "folded",
  /** The first six bytes of the id as one number: orders documents of the same instant. */
  "idPrefix",
  ...DIMENSIONS,
] as const;
export type NumberColumn = (typeof NUMBER_COLUMNS)[number];

/** Columns of lists of term codes. */
export const LIST_COLUMNS = ["keywords", "places"] as const;
export type ListColumn = (typeof LIST_COLUMNS)[number];

/** What has a dictionary of its own. The order is the file format: only append. */
const FIELDS = [...DIMENSIONS, ...LIST_COLUMNS, "versions"] as const;
export type Field = (typeof FIELDS)[number];

export const numberColumnIndex = new Map<NumberColumn, number>(NUMBER_COLUMNS.map((name, i) => [name, i]));
const fieldIndex = new Map<Field, number>(FIELDS.map((name, i) => [name, i]));

export function fieldNumber(field: Field): number {
  return fieldIndex.get(field) as number;
}

/** The row of `columns` that holds a block's column. Lists come after room for 64 columns of numbers. */
export function placeOf(column: NumberColumn | ListColumn, block: number): number {
  const index = numberColumnIndex.get(column as NumberColumn) ?? 64 + LIST_COLUMNS.indexOf(column as ListColumn);
  return index * 0x1_0000_0000 + block;
}

export type { Dimension };
