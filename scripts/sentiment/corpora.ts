import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { createSegmentAnalyzer } from "../../analyzers/segment/segment.js";
import type { Word } from "../../core/analyzer.js";

export interface LabelledText {
  corpus: string;
  /** Corpus and category: words have to hold in several of them. */
  domain: string;
  /** 1 positive, 0 negative. */
  label: 0 | 1;
  words: Word[];
}

const { analyzer } = createSegmentAnalyzer({ engine: "nodejieba", dictionaries: [] });

export async function wordsOf(text: string): Promise<Word[]> {
  const [draft] = await analyzer.analyze([{ content: text.normalize("NFKC") }]);
  if (draft === undefined || !("words" in draft)) throw new Error("segmenter gave nothing");
  return draft.words;
}

/** Every tenth text, by a hash of its Han characters: never trained on, so that repeats fall on one side. */
export function isHeldOut(text: string): boolean {
  const skeleton = text.normalize("NFKC").replace(/[^\p{Script=Han}]/gu, "");
  return (createHash("sha256").update(skeleton).digest()[0] as number) % 10 === 0;
}

export function readCsv(folder: string, name: string): Record<string, string>[] {
  return parse(gunzipSync(readFileSync(join(folder, `${name}.csv.gz`))), { columns: true }) as Record<string, string>[];
}

/** The corpora of reviews with their split: `train`, or `test` for what is only measured on. */
export function labelledRows(
  folder: string,
): { corpus: string; domain: string; label: 0 | 1; text: string; split: string }[] {
  return ["reviews", "shopping", "takeaway", "weibo"].flatMap((corpus) =>
    readCsv(folder, `sentiment_${corpus}`).map((row) => {
      const text = row.text ?? "";
      const held = isHeldOut(text);
      // A review in the training split whose twin in another corpus is held out belongs to neither.
      const split = row.split ?? (held ? "test" : "train");
      return {
        corpus,
        domain: row.cat === undefined ? corpus : `${corpus} ${row.cat}`,
        label: row.label === "1" ? (1 as const) : (0 as const),
        text,
        split: split === "train" && held ? "neither" : split,
      };
    }),
  );
}
