import { RAW_LIMIT } from "../records.js";
import type { CsvTable } from "./table.js";

/**
 * Gets back into step after a record whose quotes or lines are broken: looks for the next line at which a full record
 * begins, and puts what lies before it down as damaged. So an open quote costs its own record, not the rest of the file.
 */
export async function recover(table: CsvTable): Promise<void> {
  const { why, end: bound } = table;
  let from = table.here;
  let next = await table.lineAfter(from, from);
  if (table.judgeLine(from, next)) {
    table.accept(from, next);
    return;
  }
  let lines = 1;
  while (!atEnd(table, next)) {
    if (bound !== undefined && next >= bound) {
      finish(table, from, bound, lines);
      return;
    }
    if (bound === undefined && next - from >= RAW_LIMIT) {
      table.reject(from, next, lines, why);
      from = next;
      lines = 0;
    }
    if (await startsRecord(table, next, from)) break;
    next = await table.lineAfter(next, from);
    lines++;
  }
  if (atEnd(table, next) && bound !== undefined) finish(table, from, bound, lines);
  else if (lines > 0) table.reject(from, next, lines, why);
}

/** The quotes pair up and no record begins inside: a record of several lines after all, or one with a wrong number of fields. */
function finish(table: CsvTable, from: number, bound: number, lines: number): void {
  table.judge(from);
  if (table.suspicious) table.accept(from, bound);
  else table.reject(from, bound, lines, table.why);
}

async function startsRecord(table: CsvTable, at: number, keep: number): Promise<boolean> {
  let verdict = table.judge(at);
  while (verdict === "more") {
    await table.window.more(Math.max(0, keep - table.window.base));
    verdict = table.judge(at);
  }
  if (verdict === "record") return true;
  if (verdict !== "broken") return false;
  const next = await table.lineAfter(at, keep);
  return table.judgeLine(at, next);
}

function atEnd(table: CsvTable, at: number): boolean {
  return table.window.ended && at >= table.window.base + table.window.bytes.length;
}
