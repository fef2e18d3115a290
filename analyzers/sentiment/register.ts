import type { Word } from "../../core/analyzer.js";
import type { Register } from "./cue.js";

/**
 * Whether a text speaks to the authorities or reviews a thing: the sum over its distinct words of how much more often
 * each occurs in one than in the other (config/lexicon/register.txt). A text with no such word is taken for a post.
 */
export function registerOf(words: readonly Word[], weights: ReadonlyMap<string, number>): Register {
  let sum = 0;
  const seen = new Set<string>();
  for (const { text } of words) {
    const weight = weights.get(text);
    if (weight === undefined || seen.has(text)) continue;
    seen.add(text);
    sum += weight;
  }
  return sum > 0 ? "civic" : "review";
}
