import type { Word } from "../../core/analyzer.js";
import type { Evidence } from "./evidence.js";

/** Stands between the two words of a pair in learned.txt. */
export const PAIR_MARK = "+";

/** Strengths of pairs of neighbouring words: by first word, then by second. */
export type PairStrengths = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Moves the pairs out of a map of phrases. */
export function takePairs(phrases: Map<string, { strength?: number }>): PairStrengths {
  const pairs = new Map<string, Map<string, number>>();
  for (const [phrase, { strength }] of phrases) {
    const at = phrase.indexOf(PAIR_MARK, 1);
    if (at < 0 || at === phrase.length - 1 || strength === undefined) continue;
    const first = phrase.slice(0, at);
    const seconds = pairs.get(first) ?? new Map<string, number>();
    seconds.set(phrase.slice(at + 1), strength);
    pairs.set(first, seconds);
    phrases.delete(phrase);
  }
  return pairs;
}

/** Pairs of neighbouring words that tell more than each word does (再也 + 不): each counts once, beside its words. */
export function pairEvidence(words: readonly Word[], pairs: PairStrengths): Evidence[] {
  const found = new Map<string, Evidence>();
  for (let i = 1; i < words.length; i++) {
    const first = (words[i - 1] as Word).text;
    const second = (words[i] as Word).text;
    const strength = pairs.get(first)?.get(second);
    if (strength === undefined) continue;
    const phrase = first + PAIR_MARK + second;
    found.set(phrase, { phrase, strength, weight: 1 });
  }
  return [...found.values()];
}
