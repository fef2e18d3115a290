const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;
const PIPE = 0x7c;

/** A field of the record scanned last: plain, in quotes, or in quotes with doubled quotes inside. */
export const PLAIN = 0;
export const QUOTED = 1;
export const ESCAPED = 2;

/** Fields beyond this many are counted, not kept. */
const KEPT_FIELDS = 4_096;

/**
 * `record`: scanned whole. `more`: the bytes end before the record does. `bad-quote`: a closing quote is followed by
 * text. `open-quote`: the input ends inside quotes.
 */
export type Scan = "record" | "more" | "bad-quote" | "open-quote";

export interface Dialect {
  /** The delimiter's byte. */
  delimiter: number;
  /** Lines end with a lone carriage return (old Macintosh). */
  crLines: boolean;
  /** GB18030, where the byte of `|` may be the second half of a character. */
  gb: boolean;
}

/**
 * Finds the fields of one record of CSV (RFC 4180) in bytes, without decoding them: the bytes of quotes, commas and line
 * ends never are part of a character in UTF-8 and GB18030. Results lie in the public fields until the next scan.
 */
export class CsvScanner {
  /** Number of fields. */
  count = 0;
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  readonly kinds: number[] = [];
  /** Where the record's own bytes end, and where the next record begins. */
  contentEnd = 0;
  end = 0;
  /** Line ends inside quotes. */
  breaks = 0;
  /** A quote stands inside a field that is not in quotes. */
  strayQuote = false;
  /** A carriage return that ends no line stands outside of quotes. */
  loneCr = false;

  constructor(readonly dialect: Dialect) {}

  /** `limit`: end of the bytes that count; `ended`: whether the input ends there. */
  scan(bytes: Buffer, start: number, limit: number, ended: boolean): Scan {
    this.count = 0;
    this.breaks = 0;
    this.strayQuote = false;
    this.loneCr = false;
    let at = start;
    for (;;) {
      const quoted = at < limit && bytes[at] === QUOTE;
      const close = quoted ? this.quotedField(bytes, at, limit, ended) : this.plainField(bytes, at, limit);
      if (close < 0) return close === -1 ? "more" : "open-quote";
      const next = bytes[close];
      if (close >= limit) {
        if (!ended) return "more";
        this.contentEnd = this.end = limit;
        return "record";
      }
      if (next === this.dialect.delimiter) at = close + 1;
      else if (next === LF || next === CR) {
        const pair = next === CR && bytes[close + 1] === LF && close + 1 < limit;
        if (next === CR && close + 1 >= limit && !ended) return "more";
        if (next === LF || pair || this.dialect.crLines || close + 1 >= limit) {
          this.contentEnd = close;
          this.end = close + (pair ? 2 : 1);
          return "record";
        }
        return "bad-quote";
      } else return "bad-quote";
    }
  }

  /**
   * Scans one line in which quotes were not doubled, 「他说"好"就走了」 in quotes: a quote closes a field only where a
   * delimiter or the end of the line follows. False when a field stays open.
   */
  scanLenient(bytes: Buffer, start: number, end: number): boolean {
    this.count = 0;
    this.breaks = 0;
    let at = start;
    for (;;) {
      let close = at;
      if (at < end && bytes[at] === QUOTE) {
        close = bytes.indexOf(QUOTE, at + 1);
        while (close >= 0 && close + 1 < end && bytes[close + 1] !== this.dialect.delimiter) {
          close = bytes.indexOf(QUOTE, close + 1);
        }
        if (close < 0 || close >= end) return false;
        this.keep(at + 1, close, ESCAPED);
        close++;
      } else close = this.plainField(bytes, at, end);
      if (close >= end) break;
      at = close + 1;
    }
    this.contentEnd = this.end = end;
    return true;
  }

  /** Where the field in quotes is closed: the index behind the closing quote; −1 without more bytes, −2 at the end. */
  private quotedField(bytes: Buffer, start: number, limit: number, ended: boolean): number {
    let kind = QUOTED;
    let at = start + 1;
    for (;;) {
      const quote = bytes.indexOf(QUOTE, at);
      if (quote < 0 || quote >= limit) return ended ? -2 : -1;
      if (quote + 1 >= limit && !ended) return -1;
      if (quote + 1 < limit && bytes[quote + 1] === QUOTE) {
        kind = ESCAPED;
        at = quote + 2;
        continue;
      }
      this.keep(start + 1, quote, kind);
      this.breaks += lineBreaks(bytes, start, quote);
      return quote + 1;
    }
  }

  /** Where the field without quotes ends: the index of a delimiter, of a line end, or the limit. */
  private plainField(bytes: Buffer, start: number, limit: number): number {
    const { delimiter, crLines, gb } = this.dialect;
    let at = start;
    for (; at < limit; at++) {
      const byte = bytes[at] as number;
      if (byte === delimiter) {
        if (byte !== PIPE || !gb || !isTrail(bytes, start, at)) break;
      } else if (byte === LF) break;
      else if (byte === CR) {
        if (crLines || at + 1 >= limit || bytes[at + 1] === LF) break;
        this.loneCr = true;
      } else if (byte === QUOTE) this.strayQuote = true;
    }
    this.keep(start, at, PLAIN);
    return at;
  }

  private keep(start: number, end: number, kind: number): void {
    if (this.count < KEPT_FIELDS) {
      this.starts[this.count] = start;
      this.ends[this.count] = end;
      this.kinds[this.count] = kind;
    }
    this.count++;
  }
}

/** Number of line ends in a part of the bytes: LF, CR LF or a lone CR. */
export function lineBreaks(bytes: Buffer, start: number, end: number): number {
  let count = 0;
  for (let at = bytes.indexOf(LF, start); at >= 0 && at < end; at = bytes.indexOf(LF, at + 1)) count++;
  return count;
}

/** Whether the byte at `at` is the second half of a GB18030 character: an odd number of high bytes stands before it. */
function isTrail(bytes: Buffer, start: number, at: number): boolean {
  let from = at;
  while (from > start && (bytes[from - 1] as number) >= 0x81) from--;
  return (at - from) % 2 === 1;
}

/** Start of the next line: behind LF, CR LF or a lone CR; −1 when the bytes end first. */
export function nextLine(bytes: Buffer, start: number, ended: boolean): number {
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === LF) return at + 1;
    if (byte !== CR) continue;
    if (at + 1 >= bytes.length) return ended ? at + 1 : -1;
    return bytes[at + 1] === LF ? at + 2 : at + 1;
  }
  return ended ? bytes.length : -1;
}
