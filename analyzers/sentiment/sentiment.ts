import type { Sentiment, SentimentLabel } from "../../core/analysis.js";
import type { Analyzer, Word } from "../../core/analyzer.js";
import { type Evidence, weighEvidence } from "./evidence.js";
import { type Lexicon, loadLexicon } from "./lexicon.js";
import { registerOf } from "./register.js";

const CODE_VERSION = 1;
/** What stands against the evidence when there is little of it: one piece of strength 2 alone gives a score of 0.75. */
const DOUBT = 3;
/** Scores nearer to 0 than this are neutral: a message to the authorities may want no more than an answer. */
const NEUTRAL = { civic: 0.3, review: 0.15 };

/**
 * Sum of the evidence over its size: towards ±1 when there is much and it agrees, near 0 when there is little or it
 * contradicts itself.
 */
function scoreOf(evidence: readonly Evidence[]): number {
  let sum = 0;
  let squares = 0;
  for (const { strength, weight } of evidence) {
    const part = strength * weight;
    sum += part;
    squares += part * part;
  }
  const score = Math.round((1000 * sum) / Math.sqrt(sum * sum + squares + DOUBT)) / 1000;
  return score === 0 ? 0 : score;
}

/** Polarity of a text, given its words. The score is rounded to thousandths: what the store counts in. */
export function sentimentOf(words: readonly Word[], lexicon: Lexicon): Sentiment {
  const register = registerOf(words, lexicon.register);
  const score = scoreOf(weighEvidence(words, lexicon.tables[register], register));
  const band = NEUTRAL[register];
  const label: SentimentLabel = score >= band ? "positive" : score <= -band ? "negative" : "neutral";
  return { label, score };
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
export function createSentimentAnalyzer(options: SentimentOptions = {}): Analyzer<"words", "sentiment"> {
  const lexicon = loadLexicon(options.lexicon);
  return {
    id: "lexicon",
    version: `${CODE_VERSION}+lexicon:${lexicon.hash}`,
    needs: ["words"],
    adds: ["sentiment"],
    analyze: (batch) => batch.map(({ words }) => ({ sentiment: sentimentOf(words, lexicon) })),
  };
}
