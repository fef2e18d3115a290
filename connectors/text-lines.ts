import { ByteWindow } from "./byte-window.js";
import { RecordDecoder } from "./decode.js";
import type { OpenInput } from "./input.js";
import { troubles } from "./notes.js";
import { RECORD_LIMIT, type ReadOptions, type Step } from "./records.js";
import { emptyFile, refuseBinary } from "./text-guard.js";

const COLUMNS = ["text"];

/** Reads plain text, one message a line; the row is the line's number, empty lines are passed over. */
export async function* readTextLines(input: OpenInput, options: ReadOptions): AsyncGenerator<Step> {
  let row = 0;
  let found = false;
  for await (const lines of decodedLines(input)) {
    const step: Step = { records: [], damages: [], row: 0 };
    for (const { text, trouble, raw, offset } of lines) {
      row++;
      if (trouble) options.notes.add(trouble, row, troubles[trouble]);
      if (text.trim() !== "") {
        found = true;
        step.records.push({ row, line: row, offset, columns: COLUMNS, values: [text], raw: () => raw });
      }
    }
    yield { ...step, row };
  }
  if (!found) throw emptyFile();
}

export interface DecodedLine {
  /** The line without its end, nothing else changed. */
  text: string;
  trouble: RecordDecoder["trouble"];
  raw: Buffer;
  /** Byte offset in the unpacked input. */
  offset: number;
}

/**
 * The lines of an input, a few hundred at a time, in constant memory; a line that is longer than a record may be is given
 * in pieces. The empty text after the last line end is no line.
 * @throws InputError when the input is no text
 */
export async function* decodedLines(input: OpenInput): AsyncGenerator<DecodedLine[]> {
  const window = new ByteWindow(input.bytes());
  const decoder = new RecordDecoder(input.decoding);
  try {
    let at = 0;
    for (let first = true; ; first = false) {
      await window.more(at, input.eager);
      at = 0;
      if (first) refuseBinary(window.bytes);
      const lines: DecodedLine[] = [];
      while (at < window.bytes.length) {
        const found = window.bytes.indexOf(0x0a, at);
        if (found < 0 && !window.ended && window.bytes.length - at <= RECORD_LIMIT) break;
        const end = found < 0 ? window.bytes.length : found;
        const stop = end > at && window.bytes[end - 1] === 0x0d ? end - 1 : end;
        decoder.begin(window.bytes, at, stop);
        const text = decoder.text(window.bytes, at, stop);
        lines.push({ text, trouble: decoder.trouble, raw: window.bytes.subarray(at, stop), offset: window.base + at });
        at = found < 0 ? end : end + 1;
      }
      if (lines.length > 0) yield lines;
      if (window.ended && at >= window.bytes.length) return;
    }
  } finally {
    await window.close();
  }
}
