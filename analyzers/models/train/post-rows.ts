import type { Emotion, SentimentLabel } from "../../../core/analysis.js";
import { cleanText } from "../../clean.js";
import { isDevelopment, isHeldOut, withoutRepeats } from "./held-out.js";
import { readCsv } from "./read-csv.js";

/** A review or a public post. */
export interface PostRow {
  text: string;
  /** `train` is learned from, `dev` chosen on; `test` and `eval` are measured once. */
  split: string;
  /** The corpus, for posts with emotions `emotion_` and their domain. */
  source: string;
  labels: { post?: SentimentLabel; emotion?: Emotion };
}

const CORPORA = ["reviews", "shopping", "takeaway", "weibo"];

/** What an emotion says of the sentiment; surprise says nothing. */
const SENTIMENT_OF: Partial<Record<string, SentimentLabel>> = {
  happy: "positive",
  angry: "negative",
  sad: "negative",
  fear: "negative",
  neutral: "neutral",
};

function reviews(folder: string): PostRow[] {
  return CORPORA.flatMap((source) =>
    readCsv(folder, `sentiment_${source}`).flatMap(({ text = "", label, split: given }): PostRow[] => {
      const held = isHeldOut(text);
      if (given === "train" && held) return [];
      const own = held ? "test" : isDevelopment(text) ? "dev" : "train";
      const split = given === undefined ? own : given === "validation" ? "dev" : given;
      return [{ text, split, source, labels: { post: label === "1" ? "positive" : "negative" } }];
    }),
  );
}

function emotions(folder: string): PostRow[] {
  return ["emotion_weibo_train", "emotion_weibo"].flatMap((name) =>
    readCsv(folder, name).map(({ text = "", label = "", split: given = "", domain }): PostRow => {
      const split = given === "train" && isDevelopment(text) ? "dev" : given;
      const post = SENTIMENT_OF[label];
      return {
        text,
        split,
        source: `emotion_${domain}`,
        labels: { emotion: label as Emotion, ...(post && { post }) },
      };
    }),
  );
}

/** Reviews and posts of the development data in the splits that the encoder is trained in, texts cleaned as at intake. */
export function readPostRows(folder: string): PostRow[] {
  const rows = [...reviews(folder), ...emotions(folder)].filter(({ text }) => text.trim() !== "");
  return withoutRepeats(rows).map((row) => ({ ...row, text: cleanText(row.text).text }));
}
