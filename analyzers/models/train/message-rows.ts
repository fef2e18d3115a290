import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { shipped } from "../../../core/paths.js";
import { cleanText } from "../../clean.js";
import { contentOf } from "../../content.js";
import { withoutRepeats } from "./held-out.js";
import { readCsv } from "./read-csv.js";

/** A message to the authorities with what its readers settled on. */
export interface MessageRow {
  text: string;
  split: string;
  /** The file that it comes from: the board. */
  source: string;
  labels: { sentiment: string; severity: string; demand: string };
}

type Row = Record<"demand" | "file" | "id" | "sentiment" | "severity" | "split", string>;

/** The messages of bench/quality/message_labels.csv, in their splits; title and text as the analyzers see them. */
export function readMessageRows(folder: string): MessageRow[] {
  const labels = parse(readFileSync(shipped("bench", "quality", "message_labels.csv")), { columns: true }) as Row[];
  const messages = new Map<string, Record<string, string>>();
  for (const file of new Set(labels.map((row) => row.file))) {
    for (const row of readCsv(folder, file)) messages.set(`${file} ${row.id}`, row);
  }
  const rows = labels.map(({ file, id, split, sentiment, severity, demand }) => {
    const message = messages.get(`${file} ${id}`);
    if (message === undefined) throw new Error(`${file} has no message ${id}, which is labelled`);
    const text = contentOf(cleanText(message.title ?? "").text, cleanText(message.text ?? "").text);
    return { text, split, source: file, labels: { sentiment, severity, demand } };
  });
  return withoutRepeats(rows);
}
