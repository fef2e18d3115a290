import type { FeedbackDocument } from "../../../core/feedback-document.js";
import { byCodePoint } from "../../top-list.js";
import type { Contrast } from "./contrast.js";

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
 * 2022, arXiv:2203.05794): tf × ln(1 + A ÷ f), with two classes, the issue and everything else. Counted in messages, so
 * that a message that repeats a word doesn't make it typical: tf is the share of the messages with the word, f
 * the number of messages with it in both classes, A their mean size.
 */
export function classWeights(sample: readonly FeedbackDocument[], contrast: Contrast): ClassWeights {
  const { members, others, shares, outside } = contrast;
  const telling = new Set(sample.flatMap(({ analysis }) => analysis.keywords));
  const classSize = (members + others) / 2;
  const weigh = (least: number): Map<string, number> => {
    const weights = new Map<string, number>();
    for (const [word, share] of shares) {
      const isRare = Math.round(share * sample.length) < least;
      if (isRare || !telling.has(word) || !TELLING_SHAPE.test(word)) continue;
      weights.set(word, share * Math.log1p(classSize / (share * members + outside(word))));
    }
    return weights;
  };
  const common = weigh(Math.min(LEAST_MESSAGES, sample.length));
  const weights = common.size > 0 ? common : weigh(1);
  const ranked = [...weights].sort((a, b) => b[1] - a[1] || byCodePoint(a[0], b[0])).map(([word]) => word);
  return { weights, ranked };
}
