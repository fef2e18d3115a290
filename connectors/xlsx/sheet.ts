import { columnOf, numberText } from "./cell.js";
import { refusals } from "./refusals.js";
import { MAX_CELL, type SharedStrings } from "./shared-strings.js";
import type { NumberFormats } from "./styles.js";
import { unescapeText, XmlReader } from "./xml.js";

export const MAX_ROWS = 1_048_576;
export const MAX_COLUMNS = 200;

/** A row of a sheet as it stands there. */
export interface SheetRow {
  /** From 0. */
  index: number;
  values: string[];
  /** Columns whose text was longer than a cell may be, and was cut. */
  cut: number[];
  /** Columns that show an error, such as #REF!; their value is "". */
  errors: number[];
  /** A value stands beyond the last column that is read. */
  beyond: boolean;
}

/** What the numbers and strings of a sheet refer to. */
export interface SheetContext {
  strings: SharedStrings | undefined;
  formats: NumberFormats;
  calendar: 1900 | 1904;
}

/**
 * Turns the XML of a sheet into rows, a piece at a time. Of a formula the value that was kept counts; nothing is ever
 * calculated.
 */
export class SheetParser {
  private rows: SheetRow[] = [];
  private row: SheetRow | undefined;
  private index = -1;
  private column = -1;
  private type = "";
  private style = 0;
  private text = "";
  private collecting = false;
  private inReading = false;
  private readonly xml: XmlReader;

  constructor(
    part: string,
    private readonly context: SheetContext,
  ) {
    this.xml = new XmlReader(part, {
      open: (name, attributes) => this.open(name, attributes),
      text: (value) => {
        if (this.collecting && this.text.length <= MAX_CELL) this.text += value;
      },
      close: (name) => this.close(name),
    });
  }

  /** The rows that end in this piece. */
  write(chunk: Buffer): SheetRow[] {
    this.xml.write(chunk);
    const { rows } = this;
    this.rows = [];
    return rows;
  }

  private open(name: string, attributes: Record<string, string>): void {
    if (name === "row") {
      const given = Number(attributes.r);
      this.index = Number.isInteger(given) && given > 0 ? given - 1 : this.index + 1;
      if (this.index >= MAX_ROWS) throw refusals.rows(MAX_ROWS);
      this.row = { index: this.index, values: [], cut: [], errors: [], beyond: false };
      this.column = -1;
    } else if (name === "c") {
      const given = columnOf(attributes.r ?? "");
      this.column = given >= 0 ? given : this.column + 1;
      this.type = attributes.t ?? "n";
      this.style = Number(attributes.s ?? 0);
      this.text = "";
    } else if (name === "v") this.collecting = true;
    else if (name === "rPh") this.inReading = true;
    else if (name === "t") this.collecting = !this.inReading;
  }

  private close(name: string): void {
    if (name === "v" || name === "t") this.collecting = false;
    else if (name === "rPh") this.inReading = false;
    else if (name === "c") this.endCell();
    else if (name === "row" && this.row) {
      this.rows.push(this.row);
      this.row = undefined;
    }
  }

  private endCell(): void {
    const { row, column } = this;
    if (!row || this.text === "") return;
    if (column >= MAX_COLUMNS) {
      row.beyond = true;
      return;
    }
    const { text, cut } = this.value();
    if (cut) row.cut.push(column);
    if (this.type === "e") row.errors.push(column);
    while (row.values.length < column) row.values.push("");
    row.values[column] = text;
  }

  private value(): { text: string; cut: boolean } {
    const { strings, formats, calendar } = this.context;
    if (this.type === "s") return strings?.get(Number(this.text)) ?? { text: "", cut: false };
    if (this.type === "e") return { text: "", cut: false };
    if (this.type === "b") return { text: this.text === "1" ? "true" : "false", cut: false };
    if (this.type === "n") {
      return { text: numberText(this.text, formats[this.style] ?? { kind: "number" }, calendar), cut: false };
    }
    return { text: unescapeText(this.text).slice(0, MAX_CELL), cut: this.text.length > MAX_CELL };
  }
}
