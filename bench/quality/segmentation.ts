import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { openSegmenter, type SegmentEngine } from "../../analyzers/segment/open-segmenter.js";
import { cutText, segmentDictionary } from "../../analyzers/segment/segment.js";

/** Where words begin and end: two cuts agree on a word when they agree on both. */
function spans(words: readonly string[]): Set<string> {
  const found = new Set<string>();
  let at = 0;
  for (const word of words) {
    found.add(`${at}-${at + word.length}`);
    at += word.length;
  }
  return found;
}

export interface SegmentationScore {
  engine: string;
  precision: number;
  recall: number;
  f1: number;
}

/** Word-level F1 of both engines, with the shipped dictionary, on a split of UD Chinese-GSDSimp (CC BY-SA 4.0). */
export function measureSegmentation(dataFolder: string, split: "dev" | "test" = "test"): SegmentationScore[] {
  const file = join(dataFolder, `segmentation_${split}.tsv.gz`);
  const rows = gunzipSync(readFileSync(file)).toString("utf8").trimEnd().split("\n").slice(1);
  const sentences = rows.map((row) => row.split("\t")[2]?.trim().split(/\s+/) ?? []);
  return (["nodejieba", "node-rs"] as SegmentEngine[]).map((engine) => {
    const { segmenter } = openSegmenter(engine, segmentDictionary([]));
    let common = 0;
    let ours = 0;
    let theirs = 0;
    for (const gold of sentences) {
      const cut = spans(cutText(segmenter, gold.join("")));
      const wanted = spans(gold);
      for (const span of cut) if (wanted.has(span)) common++;
      ours += cut.size;
      theirs += wanted.size;
    }
    const precision = common / ours;
    const recall = common / theirs;
    return { engine: segmenter.id, precision, recall, f1: (2 * precision * recall) / (precision + recall) };
  });
}
