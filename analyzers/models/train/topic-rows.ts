import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import type { LabelledText } from "../../linear/train.js";
import { bigramsOf, findRepeats } from "./near-duplicates.js";

export interface TopicRows {
  /** Raw and segmented rows; those that repeat a dev or test row are left out. */
  train: LabelledText[];
  dev: LabelledText[];
  test: LabelledText[];
  /** How many training rows were left out because they repeat a dev or a test row. */
  dropped: { dev: number; test: number };
}

type Row = Record<string, string>;

function readCsv(path: string): Row[] {
  return parse(gunzipSync(readFileSync(path)), { columns: true }) as Row[];
}

const labelled = (row: Row): LabelledText => ({ text: row.text!, label: row.label! });

/**
 * Reads the labelled messages of the development data: topic_raw.csv.gz (its own split) and
 * topic_segmented_train.csv.gz, words without their stop words, which goes to training.
 *
 * A raw row repeats another when they share 60 % of the shorter one's bigrams and 30 % of the longer one's. A
 * segmented row, whose bigrams are taken within its words, repeats a raw row that holds 70 % of them, when these are
 * at least a fifth of the raw row's.
 */
export function readTopicRows(dataFolder: string): TopicRows {
  const raw = readCsv(join(dataFolder, "topic_raw.csv.gz"));
  const segmented = readCsv(join(dataFolder, "topic_segmented_train.csv.gz"));
  const part = (split: string) => raw.filter((row) => row.split === split).map(labelled);
  const [train, dev, test] = [part("train"), part("dev"), part("test")];

  const rawSets = train.map(({ text }) => bigramsOf([text]));
  const segmentedSets = segmented.map((row) => bigramsOf(row.segmented_text!.split(/\s+/)));
  const repeatsOf = (held: readonly LabelledText[]) => {
    const against = held.map(({ text }) => bigramsOf([text]));
    return [
      ...findRepeats(
        rawSets,
        against,
        (o) => Math.max(o.inside, o.covered) > 0.6 && Math.min(o.inside, o.covered) > 0.3,
      ),
      ...findRepeats(segmentedSets, against, (o) => o.inside > 0.7 && o.covered > 0.2),
    ];
  };
  const repeatsDev = repeatsOf(dev);
  const repeatsTest = repeatsOf(test);
  const all = [...train, ...segmented.map((row) => ({ text: row.segmented_text!, label: row.label! }))];
  const count = (flags: boolean[]) => flags.filter(Boolean).length;
  return {
    train: all.filter((_, i) => !repeatsDev[i] && !repeatsTest[i]),
    dev,
    test,
    dropped: { dev: count(repeatsDev), test: count(repeatsTest) },
  };
}
