import type { Demand, Sentiment, SentimentLabel } from "../../core/analysis.js";
import type { Analyzer, Word } from "../../core/analyzer.js";
import type { Register } from "./cue.js";
import { type Evidence, weighEvidence } from "./evidence.js";
import { type Lexicon, loadLexicon } from "./lexicon.js";
import { pairEvidence } from "./pairs.js";
import { registerOf } from "./register.js";

/** Of the code by which the lexicon decides. */
export const LEXICON_VERSION = 1;
/** What stands against the evidence when there is little of it: one piece of strength 2 alone gives a score of 0.60. */
const DOUBT = 3;
/** Scores between the two are neutral. */
interface Band {
  negative: number;
  positive: number;
}

/** A review is seldom without an opinion. */
const REVIEW_BAND: Band = { negative: -0.15, positive: 0.15 };

/**
 * A question or a suggestion may mention what is wrong without complaining, a complaint what once was good without
 * praising.
 */
const CIVIC_BANDS: Record<Demand, Band> = {
  投诉: { negative: -0.2, positive: 0.6 },
  举报: { negative: -0.2, positive: 0.6 },
  求助: { negative: -0.2, positive: 0.6 },
  咨询: { negative: -0.6, positive: 0.6 },
  建议: { negative: -0.6, positive: 0.6 },
  表扬: { negative: -0.6, positive: 0.2 },
};

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

interface Reading {
  register: Register;
  /** −1 … 1, in thousandths: what the store counts in. */
  score: number;
}

/** What the lexicon reads in a text. */
export function readSentiment(words: readonly Word[], lexicon: Lexicon): Reading {
  const register = registerOf(words, lexicon.register);
  const evidence = weighEvidence(words, lexicon.tables[register], register);
  if (register === "review") evidence.push(...pairEvidence(words, lexicon.pairs));
  return { register, score: scoreOf(evidence) };
}

/** Polarity by what the lexicon read and what the citizen wants. */
export function lexicalSentiment({ register, score }: Reading, demand: Demand): Sentiment {
  const band = register === "review" ? REVIEW_BAND : CIVIC_BANDS[demand];
  const label: SentimentLabel = score >= band.positive ? "positive" : score <= band.negative ? "negative" : "neutral";
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
export function createSentimentAnalyzer(options: SentimentOptions = {}): Analyzer<"demand" | "words", "sentiment"> {
  const lexicon = loadLexicon(options.lexicon);
  return {
    id: "lexicon",
    version: `${LEXICON_VERSION}+lexicon:${lexicon.hash}`,
    needs: ["words", "demand"],
    adds: ["sentiment"],
    analyze: (batch) =>
      batch.map(({ words, demand }) => ({ sentiment: lexicalSentiment(readSentiment(words, lexicon), demand) })),
  };
}
