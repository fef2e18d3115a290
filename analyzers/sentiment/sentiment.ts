import type { Sentiment, SentimentLabel } from "../../core/analysis.js";
import type { Analyzer, Word } from "../../core/analyzer.js";
import { weighEvidence } from "./evidence.js";
import { type Lexicon, loadLexicon } from "./lexicon.js";

const CODE_VERSION = 1;
/** Evidence of this size gives a score of 0.71. */
const SOFTNESS = 2;
/** Scores nearer to 0 than this are neutral. */
const NEUTRAL = 0.2;

/** Sum of evidence as a score: 0 for none, towards ±1 for much. */
function squash(sum: number): number {
  return sum / Math.sqrt(sum * sum + SOFTNESS * SOFTNESS);
}

/** Polarity of a text, given its words. The score is rounded to thousandths: what the store counts in. */
export function sentimentOf(words: readonly Word[], lexicon: Lexicon): Sentiment {
  let sum = 0;
  for (const { strength, weight } of weighEvidence(words, lexicon.table)) sum += strength * weight;
  const score = Math.round(squash(sum) * 1000) / 1000;
  const label: SentimentLabel = score >= NEUTRAL ? "positive" : score <= -NEUTRAL ? "negative" : "neutral";
  return { label, score: score === 0 ? 0 : score };
}

export interface SentimentOptions {
  /** Path of the office's own words (`word strength` a line), laid over the shipped lexicon. */
  lexicon?: string | undefined;
}

/**
 * Polarity by counting: words with strengths, turned by negation, raised by degree words, weighed by what kind of sentence
 * they stand in. The method is docs/sentiment.md.
 * @throws UsageError when the office's own lexicon cannot be read.
 */
export function createSentimentAnalyzer(
  options: SentimentOptions = {},
): Analyzer<"words", "sentiment"> {
  const lexicon = loadLexicon(options.lexicon);
  return {
    id: "lexicon",
    version: `${CODE_VERSION}+lexicon:${lexicon.hash}`,
    needs: ["words"],
    adds: ["sentiment"],
    analyze: (batch) => batch.map(({ words }) => ({ sentiment: sentimentOf(words, lexicon) })),
  };
}
