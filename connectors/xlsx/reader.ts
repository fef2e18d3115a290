import type { Localized } from "../../core/localized.js";
import { findHeader, HEADER_ROWS, missingColumn, missingFields, type Plan } from "../columns.js";
import type { OpenInput } from "../input.js";
import { type Notes, type Rows, rowsText } from "../notes.js";
import { shownName } from "../reasons.js";
import { EmptyInput, type FoundRecord, headerOnly, type ReadOptions, type Step } from "../records.js";
import { localFile } from "../spool.js";
import { MergedCells, readMerges } from "./merges.js";
import { refusals } from "./refusals.js";
import { SharedStrings } from "./shared-strings.js";
import { MAX_COLUMNS, SheetParser, type SheetRow } from "./sheet.js";
import { openWorkbook } from "./workbook.js";
import { ZipArchive } from "./zip.js";

/** Reads one sheet of a workbook, row by row, in bounded memory. See records.ts for the contract. */
export async function* readXlsx(input: OpenInput, options: ReadOptions): AsyncGenerator<Step> {
  const file = await localFile(input);
  try {
    const zip = await ZipArchive.open(file.path);
    try {
      yield* readSheet(zip, input, options);
    } finally {
      await zip.close();
    }
  } finally {
    await file.dispose();
  }
}

async function* readSheet(zip: ZipArchive, input: OpenInput, options: ReadOptions): AsyncGenerator<Step> {
  const { sheet, sharedStrings, others, formats, calendar } = await openWorkbook(zip, options.sheet);
  options.onCalendar(calendar);
  if (options.sheet === undefined && others.length > 0) options.notes.tell(unread(others));
  const merged = new MergedCells(await readMerges(sheet, zip.read(sheet)));
  const strings = sharedStrings && (await SharedStrings.read(sharedStrings, zip.read(sharedStrings)));
  try {
    const parser = new SheetParser(sheet, { strings: strings || undefined, formats, calendar });
    const table = new SheetTable(merged, options);
    for await (const chunk of zip.read(sheet, input.meter)) {
      const step = table.add(parser.write(chunk));
      if (step.records.length > 0) yield step;
    }
    const step = table.end();
    if (step.records.length > 0) yield step;
  } finally {
    if (strings) strings.close();
  }
}

/** Finds the header among the first rows, and makes records of those below it. */
class SheetTable {
  private above: SheetRow[] = [];
  private header: { columns: string[]; index: number } | undefined;
  private row = 0;

  constructor(
    private readonly merged: MergedCells,
    private readonly options: ReadOptions,
  ) {}

  add(rows: readonly SheetRow[]): Step {
    const records: FoundRecord[] = [];
    for (const row of rows) {
      if (row.values.every((value) => value.trim() === "")) continue;
      this.merged.fill(row.index, row.values);
      if (this.header) records.push(this.record(row, this.header));
      else {
        this.above.push(row);
        if (this.above.length >= HEADER_ROWS) records.push(...this.settle());
      }
    }
    return { records, damages: [], row: this.row };
  }

  /** What is left when the sheet has ended. @throws EmptyInput when there was no record */
  end(): Step {
    if (!this.header && this.above.length === 0) {
      throw new EmptyInput({ zh: "工作表是空的", en: "The sheet is empty" });
    }
    const records = this.header ? [] : this.settle();
    if (this.row === 0) throw headerOnly();
    return { records, damages: [], row: this.row };
  }

  /** Chooses the header; the rows held back below it are records. */
  private settle(): FoundRecord[] {
    const rows = this.above.map(({ values }) => values);
    const { map, timeRequired, notes } = this.options;
    const found = findHeader(rows, map, timeRequired) as { index: number; plan: Plan; complete: boolean };
    const top = this.above[found.index] as SheetRow;
    if (!found.complete) throw missingColumn(missingFields(found.plan, timeRequired)[0] ?? "text", top.values);
    if (top.beyond) throw refusals.columns(MAX_COLUMNS);
    for (const remark of found.plan.remarks) notes.tell(remark);
    if (found.index > 0) notes.tell(skipped(found.index));
    const header = { columns: top.values, index: top.index };
    this.header = header;
    const below = this.above.slice(found.index + 1);
    this.above = [];
    return below.map((row) => this.record(row, header));
  }

  private record(row: SheetRow, { columns, index }: { columns: string[]; index: number }): FoundRecord {
    const { notes } = this.options;
    this.row = row.index - index;
    for (const column of row.cut) notes.add(`cut ${column}`, this.row, about(columns[column], TOO_LONG));
    for (const column of row.errors) notes.add(`error ${column}`, this.row, about(columns[column], ERROR));
    const outside = row.beyond || row.values.slice(columns.length).some((value) => value.trim() !== "");
    if (outside) notes.add("beyond", this.row, beyond);
    const { values } = row;
    return {
      row: this.row,
      line: row.index + 1,
      columns,
      values,
      raw: () => Buffer.from(JSON.stringify(values), "utf8"),
    };
  }
}

type Notice = Parameters<Notes["add"]>[2];

function about(column: string | undefined, what: Localized): Notice {
  const name = shownName(column ?? "?");
  return (rows: Rows) => ({
    zh: `${rowsText(rows).zh}的「${name}」${what.zh}`,
    en: `"${name}" of ${rowsText(rows).en} ${what.en}`,
  });
}

const TOO_LONG = {
  zh: "超过单元格上限 32,767 字，已截断（要保留全文请改用 CSV）",
  en: "is longer than a cell may be (32,767) and was cut (use CSV to keep all of it)",
};
const ERROR = { zh: "是公式错误值，按空值处理", en: "shows an error of its formula; taken as empty" };

const beyond: Notice = (rows) => ({
  zh: `${rowsText(rows).zh}在表头之外的列里还有内容，未采用`,
  en: `Values beyond the columns of the header in ${rowsText(rows).en} are left out`,
});

function unread(others: readonly string[]): Localized {
  return {
    zh: `只读第一个工作表；未读：${others.join("、")}（可用 sheet 指定）`,
    en: `Only the first sheet is read, not: ${others.join(", ")} (choose one with sheet)`,
  };
}

function skipped(count: number): Localized {
  return { zh: `表头之前的 ${count} 行已跳过`, en: `${count} rows above the header were skipped` };
}
