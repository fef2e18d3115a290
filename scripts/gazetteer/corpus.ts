import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";

const FILES = ["messages", "messages_with_reply", "messages_unlabelled", "messages_hangzhou"];

/**
 * Titles and texts of the development data, each text once, without the messages that bench/quality/places_labels.csv
 * keeps for the test.
 */
export function readCorpus(folder: string): string[] {
  const labels = parse(readFileSync(join("bench", "quality", "places_labels.csv"), "utf8"), { columns: true }) as {
    file: string;
    id: string;
    split: string;
  }[];
  const kept = new Set(labels.filter((row) => row.split === "test").map((row) => `${row.file} ${row.id}`));
  const texts = new Set<string>();
  for (const file of FILES) {
    const csv = gunzipSync(readFileSync(join(folder, `${file}.csv.gz`))).toString();
    for (const row of parse(csv, { columns: true }) as { id: string; title: string; text: string }[]) {
      if (kept.has(`${file} ${row.id}`)) continue;
      texts.add(`${row.title.trim()}\n${row.text.trim()}`.normalize("NFKC"));
    }
  }
  return [...texts];
}
