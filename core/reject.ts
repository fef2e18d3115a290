import type { Localized } from "./localized.js";

/** A record that cannot be taken as it is. Kept, with its raw bytes encrypted, until it is replayed or expires. */
export interface Reject {
  source: string;
  /** The file, feed or address it came from. */
  input: string;
  /** 1-based record number in the input, the header not counted; 0 when the input as a whole is meant. */
  row: number;
  /** 1-based line where the record starts, for text files. */
  line?: number;
  /** Byte offset of the record in the decoded input's original bytes, where it is known. */
  offset?: number;
  /** The field at fault, by its name in the source where there is one. */
  field?: string;
  /** What was wrong and what was expected. Never quotes the record itself: it may hold personal data. */
  reason: Localized;
  /** The record as it stood, for replay. Capped by the connector at 1 MB. */
  raw: Uint8Array;
  /** Set when `raw` is only the beginning of the record. */
  rawCut?: boolean;
  /** The record already parsed into columns, when it got that far: JSON of { column: value }. */
  columns?: Record<string, string>;
}
