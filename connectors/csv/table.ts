import type { Localized } from "../../core/localized.js";
import type { ByteWindow } from "../byte-window.js";
import type { RecordDecoder } from "../decode.js";
import { type Notes, rowsText, troubles } from "../notes.js";
import { cutRaw, type Damage, type FoundRecord, RAW_LIMIT, RECORD_LIMIT, type Step } from "../records.js";
import { cells } from "./dialect.js";
import { type CsvScanner, nextLine } from "./scanner.js";

/**
 * `record`: all is well. `blank`: an empty line. `ragged`: one line, well formed, with too few or too many fields.
 * `broken`: quotes or lines have come out of step, what follows has to be looked at. `more`: bytes are missing.
 */
export type Verdict = "record" | "blank" | "ragged" | "broken" | "more";

const TOO_LONG: Localized = {
  zh: `一条记录超过 ${RECORD_LIMIT / 1_048_576} MB`,
  en: `The record is longer than ${RECORD_LIMIT / 1_048_576} MB`,
};
const BAD_QUOTE: Localized = {
  zh: "引号不成对：结束引号后面不是分隔符",
  en: "Quotes do not pair up: a closing quote is not followed by a delimiter",
};
const OPEN_QUOTE: Localized = { zh: "引号没有结束", en: "A quote is never closed" };

/** The records of a CSV file while they are being read. Offsets are those of the stream. */
export class CsvTable {
  /** Where the next record begins. */
  here: number;
  row = 0;
  /** Line of the next record, 1-based. */
  line: number;
  /** Why the record judged last is no record. */
  why: Localized = OPEN_QUOTE;
  /** Where the record judged last ends, if its quotes pair up. */
  end: number | undefined;
  /** The record judged last has as many fields as it should, but odd quotes: perhaps it has eaten others. */
  suspicious = false;
  /** The line judged last could be read only by forgiving its quotes. */
  private forgiven = false;
  private step: Step = { records: [], damages: [], row: 0 };
  private dropped: Uint8Array | undefined;

  constructor(
    readonly window: ByteWindow,
    readonly scanner: CsvScanner,
    private readonly decoder: RecordDecoder,
    private readonly columns: readonly string[],
    private readonly notes: Notes,
    start: { here: number; line: number },
  ) {
    this.here = start.here;
    this.line = start.line;
  }

  /** Looks at what begins at `from`. */
  judge(from: number): Verdict {
    const { window, scanner } = this;
    this.end = undefined;
    this.suspicious = this.forgiven = false;
    const start = from - window.base;
    const scan = scanner.scan(window.bytes, start, window.bytes.length, window.ended);
    if (scan === "more" && window.bytes.length - start <= RECORD_LIMIT) return "more";
    if (scan === "more" || (scan === "record" && scanner.contentEnd - start > RECORD_LIMIT)) {
      this.why = TOO_LONG;
      return "broken";
    }
    if (scan !== "record") {
      this.why = scan === "bad-quote" ? BAD_QUOTE : OPEN_QUOTE;
      return "broken";
    }
    this.end = window.base + scanner.end;
    if (this.complete()) {
      this.suspicious = scanner.breaks > 0 && scanner.strayQuote;
      return this.suspicious ? "broken" : "record";
    }
    if (scanner.count === 1 && this.isBlank()) return "blank";
    this.why = ragged(this.columns.length, scanner.count);
    return scanner.breaks > 0 || scanner.loneCr ? "broken" : "ragged";
  }

  /** Whether the line from `from` to `next`, taken alone, is a record; forgives quotes that were not doubled. */
  judgeLine(from: number, next: number): boolean {
    const { window, scanner } = this;
    if (from < window.base || next - from > RECORD_LIMIT) return false;
    const { bytes } = window;
    const start = from - window.base;
    let end = next - window.base;
    while (end > start && (bytes[end - 1] === 0x0a || bytes[end - 1] === 0x0d)) end--;
    this.forgiven = false;
    if (scanner.scan(bytes, start, end, true) === "record" && this.complete()) return true;
    if (!scanner.scanLenient(bytes, start, end) || !this.complete()) return false;
    this.forgiven = true;
    return true;
  }

  /** Takes the record that was judged last, and goes on at `next`. */
  accept(from: number, next: number): void {
    const { window, scanner } = this;
    const { bytes, base } = window;
    const start = from - base;
    const { contentEnd } = scanner;
    this.row++;
    if (this.forgiven) this.notes.add("lenient", this.row, lenient);
    this.decoder.begin(bytes, start, contentEnd);
    const values = cells(bytes, scanner, this.decoder, this.columns.length);
    const { trouble } = this.decoder;
    if (trouble) this.notes.add(trouble, this.row, troubles[trouble]);
    const raw = () => bytes.subarray(start, contentEnd);
    const record: FoundRecord = { row: this.row, line: this.line, offset: from, columns: this.columns, values, raw };
    this.step.records.push(record);
    this.line += scanner.breaks + 1;
    this.here = next;
  }

  skipBlank(): void {
    this.line += 1;
    this.here = this.window.base + this.scanner.end;
  }

  /** Puts the bytes up to `next` down as one damaged record of so many lines. */
  reject(from: number, next: number, lines: number, why: Localized): void {
    const { bytes, base } = this.window;
    this.row++;
    let end = next - base;
    while (end > from - base && (bytes[end - 1] === 0x0a || bytes[end - 1] === 0x0d)) end--;
    const raw = this.dropped ? { raw: this.dropped, rawCut: true as const } : cutRaw(bytes.subarray(from - base, end));
    const damage: Damage = { row: this.row, line: this.line, offset: from, reason: why, ...raw };
    this.step.damages.push(damage);
    this.dropped = undefined;
    this.line += lines;
    this.here = next;
  }

  /**
   * Start of the line after the one that begins at `from`; keeps the bytes from `keep` on as long as they are not more
   * than a record may have, else only their beginning.
   */
  async lineAfter(from: number, keep: number): Promise<number> {
    const { window } = this;
    let search = from;
    for (;;) {
      const next = nextLine(window.bytes, search - window.base, window.ended);
      if (next >= 0) return window.base + next;
      if (window.base + window.bytes.length - keep > RECORD_LIMIT) {
        this.dropped ??= cutRaw(window.bytes.subarray(keep - window.base, keep - window.base + RAW_LIMIT)).raw;
        search = window.base + window.bytes.length;
        await window.more(window.bytes.length);
      } else await window.more(Math.max(0, keep - window.base));
    }
  }

  /** The records found since the last call. */
  take(): Step | undefined {
    const { step } = this;
    if (step.records.length === 0 && step.damages.length === 0) return undefined;
    this.step = { records: [], damages: [], row: 0 };
    return { ...step, row: this.row };
  }

  /** As many fields as columns; empty ones at the end do no harm. */
  private complete(): boolean {
    const { scanner, columns } = this;
    if (scanner.count === columns.length) return !(columns.length === 1 && this.isBlank());
    if (scanner.count < columns.length || scanner.count > scanner.starts.length) return false;
    for (let i = columns.length; i < scanner.count; i++) if (scanner.starts[i] !== scanner.ends[i]) return false;
    return true;
  }

  private isBlank(): boolean {
    const { bytes } = this.window;
    if (this.scanner.kinds[0] !== 0) return false;
    for (let i = this.scanner.starts[0] as number; i < (this.scanner.ends[0] as number); i++) {
      if (bytes[i] !== 0x20 && bytes[i] !== 0x09) return false;
    }
    return true;
  }
}

function ragged(expected: number, found: number): Localized {
  return {
    zh: `应有 ${expected} 列，实有 ${found} 列`,
    en: `${expected} columns expected, ${found} found`,
  };
}

const lenient = (rows: { first: number; count: number }): Localized => ({
  zh: `${rowsText(rows).zh}引号没有按规范写成双份，已按原意读取`,
  en: `Quotes inside a field are not doubled in ${rowsText(rows).en}; read as meant`,
});
