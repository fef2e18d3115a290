import type { Word } from "../../core/analyzer.js";
import type { Evidence } from "./evidence.js";

/** Stands between the two words of a pair in learned.txt. */
export const PAIR_MARK = "+";

/** Pairs of neighbouring words that tell more than each word does (再也 + 不): each counts once, beside its words. */
export function pairEvidence(words: readonly Word[], pairs: ReadonlyMap<string, number>): Evidence[] {
  const found = new Map<string, Evidence>();
  for (let i = 1; i < words.length; i++) {
    const pair = `${(words[i - 1] as Word).text}${PAIR_MARK}${(words[i] as Word).text}`;
    const strength = pairs.get(pair);
    if (strength !== undefined) found.set(pair, { phrase: pair, strength, weight: 1 });
  }
  return [...found.values()];
}
