import type { Localized } from "../../core/localized.js";
import type { RecordDecoder } from "../decode.js";
import { type Notes, troubles } from "../notes.js";
import { cutRaw, type Damage, type FoundRecord, type Step } from "../records.js";
import { flatten, isObject } from "./flatten.js";

const NOT_JSON: Localized = { zh: "不是有效的 JSON", en: "This is not valid JSON" };
const NO_OBJECT: Localized = { zh: "应为一个 JSON 对象 {…}", en: "A JSON object {…} is expected" };

/** Turns JSON values into records while counting them. */
export class JsonRecords {
  row = 0;
  private step: { records: FoundRecord[]; damages: Damage[] } = { records: [], damages: [] };
  /** Records with the same keys share one array of columns. */
  private readonly shapes = new Map<string, readonly string[]>();

  constructor(
    private readonly decoder: RecordDecoder,
    private readonly notes: Notes,
  ) {}

  /** The value that lies between two indexes of `bytes`; `place` is where it stands in the file. */
  add(bytes: Buffer, start: number, end: number, place: { line: number; offset: number }): void {
    this.row++;
    this.decoder.begin(bytes, start, end);
    const source = this.decoder.text(bytes, start, end);
    const { trouble } = this.decoder;
    if (trouble) this.notes.add(trouble, this.row, troubles[trouble]);
    const found = parseObject(source);
    if ("reason" in found) {
      this.reject(bytes.subarray(start, end), place, found.reason);
      return;
    }
    const { columns, values, history } = flatten(found.object, source);
    this.step.records.push({
      row: this.row,
      ...place,
      columns: this.shared(columns),
      values,
      ...(history ? { history } : {}),
      raw: () => bytes.subarray(start, end),
    });
  }

  /** Counts as a record something that cannot even be parsed. */
  damage(bytes: Buffer, place: { line: number; offset: number }, reason: Localized): void {
    this.row++;
    this.reject(bytes, place, reason);
  }

  take(): Step | undefined {
    const { step } = this;
    if (step.records.length === 0 && step.damages.length === 0) return undefined;
    this.step = { records: [], damages: [] };
    return { ...step, row: this.row };
  }

  private reject(bytes: Buffer, place: { line: number; offset: number }, reason: Localized): void {
    this.step.damages.push({ row: this.row, ...place, reason, ...cutRaw(bytes) });
  }

  private shared(columns: string[]): readonly string[] {
    const key = columns.join("\0");
    const known = this.shapes.get(key);
    if (known) return known;
    if (this.shapes.size >= 1_000) this.shapes.clear();
    this.shapes.set(key, columns);
    return columns;
  }
}

/** Parses a record; V8's own message is left out, since it quotes the text. */
export function parseObject(source: string): { object: Record<string, unknown> } | { reason: Localized } {
  try {
    const value: unknown = JSON.parse(source);
    return isObject(value) ? { object: value } : { reason: NO_OBJECT };
  } catch {
    return { reason: NOT_JSON };
  }
}
