import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";

export interface LabelledRow {
  corpus: string;
  /** Corpus and category: a word is learned only when it occurs in several. */
  domain: string;
  /** 1 positive, 0 negative. */
  label: 0 | 1;
  text: string;
  /** `train` is learned from, `test` only measured on; `validation` and `neither` are left alone. */
  split: string;
}

/** Every tenth text, by a hash of its Han characters: never trained on, so that repeats fall on one side. */
export function isHeldOut(text: string): boolean {
  const skeleton = text.normalize("NFKC").replace(/[^\p{Script=Han}]/gu, "");
  return (createHash("sha256").update(skeleton).digest()[0] as number) % 10 === 0;
}

export function readCsv(folder: string, name: string): Record<string, string>[] {
  return parse(gunzipSync(readFileSync(join(folder, `${name}.csv.gz`))), { columns: true }) as Record<string, string>[];
}

const MESSAGE_FILES = [
  "messages",
  "messages_with_reply",
  "messages_unlabelled",
  "messages_hangzhou",
  "tickets_sichuan",
];

/** Citizens' messages, without those that are reserved for measuring sentiment and severity. */
export function trainingMessages(folder: string): { title: string; text: string }[] {
  const reserved = new Set(
    (parse(readFileSync(join(folder, "reserved_ids.csv")), { columns: true }) as { file: string; id: string }[]).map(
      ({ file, id }) => `${file} ${id}`,
    ),
  );
  return MESSAGE_FILES.flatMap((name) =>
    readCsv(folder, name)
      .filter((row) => !reserved.has(`${name} ${row.id}`))
      .map(({ title = "", text = "" }) => ({ title, text })),
  );
}

/** The corpora of reviews, each row in its split. */
export function labelledRows(folder: string): LabelledRow[] {
  return ["reviews", "shopping", "takeaway", "weibo"].flatMap((corpus) =>
    readCsv(folder, `sentiment_${corpus}`).map((row) => {
      const text = row.text ?? "";
      const held = isHeldOut(text);
      const split = row.split ?? (held ? "test" : "train");
      return {
        corpus,
        domain: row.cat === undefined ? corpus : `${corpus} ${row.cat}`,
        label: row.label === "1" ? (1 as const) : (0 as const),
        text,
        // A review of the training split whose twin in another corpus is held out belongs to neither.
        split: split === "train" && held ? "neither" : split,
      };
    }),
  );
}
