import type { FeedbackDocument } from "../../../core/feedback-document.js";
import { byCodePoint } from "../../top-list.js";
import type { Background } from "./background.js";

/** Words of one Han character, and codes such as A7, tell nothing by themselves. */
const TELLING_SHAPE = /^(?:\p{Script=Han}{2,}|[A-Za-z]{3,}|(?=.*\p{Script=Han})[\p{L}\p{N}]{2,})$/u;

/** How typical words are of one issue. */
export interface ClassWeights {
  /** Weight by word; words that tell nothing have none. */
  weights: ReadonlyMap<string, number>;
  /** Typical words, best first, ties by code point. */
  ranked: string[];
}

/** A word of one message alone says nothing of an issue of several. */
const LEAST_MESSAGES = 2;

/**
 * Class-based TF-IDF, c-TF-IDF (M. Grootendorst, "BERTopic: Neural topic modeling with a class-based TF-IDF procedure",
 * 2022, arXiv:2203.05794): tf × ln(1 + A ÷ f), with two classes, the issue and everything at large. Counted in messages,
 * so that a message that repeats a word doesn't make it typical: tf is the share of the messages with the word, f
 * the number of all messages with it, A the mean size of the two classes.
 */
export function classWeights(documents: readonly FeedbackDocument[], background: Background): ClassWeights {
  const counts = new Map<string, number>();
  const telling = new Set(documents.flatMap(({ analysis }) => analysis.keywords));
  for (const { analysis } of documents) {
    for (const word of new Set(analysis.tokens)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const classSize = Math.max(background.documents, documents.length) / 2;
  const weigh = (least: number): Map<string, number> => {
    const weights = new Map<string, number>();
    for (const [word, count] of counts) {
      if (count < least || !telling.has(word) || !TELLING_SHAPE.test(word)) continue;
      const atLarge = Math.max(background.frequency(word), count);
      weights.set(word, (count / documents.length) * Math.log1p(classSize / atLarge));
    }
    return weights;
  };
  const common = weigh(Math.min(LEAST_MESSAGES, documents.length));
  const weights = common.size > 0 ? common : weigh(1);
  const ranked = [...weights].sort((a, b) => b[1] - a[1] || byCodePoint(a[0], b[0])).map(([word]) => word);
  return { weights, ranked };
}
