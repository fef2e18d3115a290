import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { cleanText } from "../../analyzers/clean.js";
import { contentOf } from "../../analyzers/content.js";
import { readPostRows } from "../../analyzers/models/train/post-rows.js";
import { readCsv } from "../../analyzers/models/train/read-csv.js";
import { shipped } from "../../core/paths.js";

/** A text of the dev split, with what it is labelled for; never one of the test splits. */
export interface DevRow {
  title?: string;
  /** Title and text as one, cleaned. */
  content: string;
  source: string;
  labels: Partial<Record<"topic" | "civic" | "post" | "emotion" | "severity" | "demand", string>>;
}

/** All dev rows; of each source at most so many, spread evenly. */
export function readDevRows(folder: string, most: number): DevRow[] {
  const rows = [...topics(folder), ...posts(folder), ...messages(folder)];
  const sources = new Map<string, DevRow[]>();
  for (const row of rows) sources.set(row.source, [...(sources.get(row.source) ?? []), row]);
  return [...sources.values()].flatMap((all) => {
    const step = Math.max(1, all.length / most);
    return Array.from({ length: Math.min(all.length, most) }, (_, i) => all[Math.floor(i * step)]!);
  });
}

function topics(folder: string): DevRow[] {
  return readCsv(folder, "topic_raw")
    .filter(({ split }) => split === "dev")
    .map(({ text = "", label = "" }) => ({
      content: cleanText(text).text,
      source: "topic",
      labels: { topic: label },
    }));
}

function posts(folder: string): DevRow[] {
  return readPostRows(folder)
    .filter(({ split }) => split === "dev")
    .map(({ text, source, labels }) => ({ content: text, source, labels }));
}

function messages(folder: string): DevRow[] {
  const path = shipped("bench", "quality", "message_labels.csv");
  const labelled = parse(readFileSync(path), { columns: true }) as Record<string, string>[];
  const texts = new Map<string, Record<string, string>>();
  for (const file of new Set(labelled.map((row) => row.file!))) {
    for (const row of readCsv(folder, file)) texts.set(join(file, row.id!), row);
  }
  return labelled
    .filter(({ split }) => split === "dev")
    .map(({ file = "", id = "", sentiment = "", severity = "", demand = "" }) => {
      const row = texts.get(join(file, id));
      if (row === undefined) throw new Error(`${file}.csv.gz has no message ${id}`);
      const title = cleanText(row.title ?? "").text;
      const content = contentOf(title, cleanText(row.text ?? "").text);
      return { title, content, source: "messages", labels: { civic: sentiment, severity, demand } };
    });
}
