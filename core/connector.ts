import type { FeedbackItem } from "./feedback-item.js";
import type { Localized } from "./localized.js";
import type { TakenItem } from "./masked-item.js";
import type { Reject } from "./reject.js";

/** How far one input (a file, a feed) has been read. JSON; only its connector knows what the fields mean. */
export type Position = Record<string, string | number | boolean>;

/** How far a source has been read: one position per input. */
export type Cursor = ReadonlyMap<string, Position>;

/** An item with the place it was read from, for messages, duplicates within one file, and restatements. */
export interface SourcedItem {
  item: FeedbackItem;
  /** 1-based record number in the input. */
  row: number;
  /** Set where intake was made at the door already (the push route): `item` is then the masked one. */
  taken?: TakenItem;
}

/** A step of reading: up to 500 records of one input, in their order. */
export interface Batch {
  /** The input that these records came from: a path relative to the source's folder, an address. */
  input: string;
  /** SHA-256 of the whole input, hex, where the input is a file. */
  inputHash?: string;
  items: SourcedItem[];
  rejects: Reject[];
  /** Things worth telling that lose nothing (an unknown column, undecodable characters replaced by a mark). */
  warnings: Localized[];
  /** Where reading goes on once this batch has been acknowledged. */
  position: Position;
  /** True on the last batch of an input. */
  last: boolean;
  /** How much of the input has been read, 0 … 1, for the progress bar. */
  progress?: number;
}

/**
 * Where feedback comes from. `read` goes on after the cursor; records come in the order of the input, and reading the
 * same input from the same cursor gives the same batches. A record that cannot be read is a reject, an input that
 * cannot be read is one reject with row 0; `read` itself throws only when the source as a whole cannot be reached.
 */
export interface Connector {
  readonly source: string;
  read(cursor: Cursor): AsyncIterable<Batch>;
}
