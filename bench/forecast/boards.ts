import { createReadStream } from "node:fs";
import { join } from "node:path";
import { createGunzip } from "node:zlib";
import { parse } from "csv-parse";
import { dayNumber } from "../../core/calendar.js";
import type { DailySeries } from "../../trends/baseline/daily-series.js";

/** A message and its day. */
export interface Entry {
  day: number;
  title: string;
  text: string;
}

const DATE = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})/;

function dayOf(text: string): number | undefined {
  const [, year, month = "", day = ""] = DATE.exec(text) ?? [];
  return year === undefined ? undefined : dayNumber(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
}

/** Days and texts of one file of the development data. */
export async function readBoard(folder: string, file: string, dateColumn: string): Promise<Entry[]> {
  const rows = createReadStream(join(folder, file))
    .pipe(createGunzip())
    .pipe(parse({ columns: true, bom: true }));
  const entries: Entry[] = [];
  for await (const row of rows as AsyncIterable<Record<string, string>>) {
    const day = dayOf(row[dateColumn] ?? "");
    if (day !== undefined) entries.push({ day, title: row.title ?? "", text: row.text ?? "" });
  }
  return entries;
}

/** Messages per day from `from` to `to` (YYYY-MM-DD, both included), all days known. */
export function perDay(entries: readonly Entry[], from: string, to: string): DailySeries {
  const first = dayNumber(from)!;
  const length = dayNumber(to)! - first + 1;
  const counts = new Float64Array(length);
  for (const { day } of entries) {
    if (day >= first && day < first + length) counts[day - first]! += 1;
  }
  return { first, counts, known: new Uint8Array(length).fill(1) };
}
