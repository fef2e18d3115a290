import { InputError } from "../core/errors.js";
import type { Localized } from "../core/localized.js";
import type { FieldMap } from "./columns.js";
import type { OpenInput } from "./input.js";
import type { Notes } from "./notes.js";

/** The raw bytes of a reject are kept up to this length. */
export const RAW_LIMIT = 1_048_576;

/** A record longer than this many bytes is damage: no ticket is, and memory has to stay bounded. */
export const RECORD_LIMIT = 16 * 1_048_576;

/** A record as the reader found it, before any field is known. */
export interface FoundRecord {
  /** 1-based, the header not counted. */
  row: number;
  /** 1-based line (text files) or row of the sheet where it starts. */
  line?: number;
  /** Byte offset in the decompressed file. */
  offset?: number;
  /** Names of the columns; the same array for as long as they stay the same. */
  columns: readonly string[];
  /** One value per column, "" where there is none. */
  values: readonly string[];
  /** Steps in the life of the ticket, from sources that have them as a list. */
  history?: readonly unknown[];
  /** The record as it stood, at most {@link RAW_LIMIT} bytes and one more. */
  raw: () => Uint8Array;
}

/** Something that should have been a record. */
export interface Damage {
  row: number;
  line?: number;
  offset?: number;
  field?: string;
  reason: Localized;
  raw: Uint8Array;
  rawCut?: boolean;
}

/** What a reader gives at a time: a few hundred records, in their order. */
export interface Step {
  records: FoundRecord[];
  damages: Damage[];
  /** Row of the last record or damage so far. */
  row: number;
}

export interface ReadOptions {
  map: FieldMap;
  /** False where a default time is given: then a file needs no time column. */
  timeRequired: boolean;
  encoding: "auto" | "utf-8" | "gb18030" | "utf-16le" | "utf-16be";
  delimiter: "auto" | "," | ";" | "\t" | "|";
  /** Name of the sheet; undefined: the first. */
  sheet: string | undefined;
  notes: Notes;
  /** Called by readers of workbooks: the calendar in which day numbers count. */
  onCalendar: (excel: 1900 | 1904) => void;
}

/**
 * Reads the records of one input. Throws InputError when the input cannot be read (any further); a record that cannot
 * be read is a damage, and reading goes on.
 */
export type Reader = (input: OpenInput, options: ReadOptions) => AsyncIterable<Step>;

/** The bytes of a reject, cut to the limit. */
export function cutRaw(bytes: Uint8Array): { raw: Uint8Array; rawCut?: true } {
  if (bytes.length <= RAW_LIMIT) return { raw: Uint8Array.prototype.slice.call(bytes) };
  return { raw: Uint8Array.prototype.slice.call(bytes, 0, RAW_LIMIT), rawCut: true };
}

/** The input was read to its end and held no record: told once, not at every run. */
export class EmptyInput extends InputError {}

/** The error for a table without a single row. */
export function headerOnly(): EmptyInput {
  return new EmptyInput(
    { zh: "只有表头，没有数据", en: "A header only, no data" },
    { fix: { zh: "请检查导出条件", en: "Check the conditions of the export" } },
  );
}
