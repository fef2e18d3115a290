import { type Demand, SENTIMENT_LABELS, type Sentiment } from "../../core/analysis.js";
import type { Analyzer } from "../../core/analyzer.js";
import type { Encoded } from "../../core/encoded.js";
import type { Blend } from "../blend/blend.js";
import { emoticonScore } from "../blend/emoticons.js";
import { lacksAny, linearVoice, type Models, modelVersions } from "../blend/models.js";
import { pool } from "../blend/pool.js";
import { loadLexicon } from "./lexicon.js";
import { LEXICON_VERSION, lexicalSentiment, readSentiment, type SentimentOptions } from "./sentiment.js";

const CODE_VERSION = 2;

/** What is known of a text besides the encoder's answer. */
export interface SentimentVoices {
  /** The lexicon's score, −1 … 1. */
  lexicon: number;
  /** The emoticons' score, where there are any. */
  emoticons?: number | undefined;
  /** Probabilities of the linear models, in the order of SENTIMENT_LABELS. */
  civic?: readonly number[] | undefined;
  post?: readonly number[] | undefined;
}

const SIZE = SENTIMENT_LABELS.length;

/** A score of lexicon or emoticons as shares of negative, neutral and positive: the nearer to 0, the more neutral. */
export function sharesOf(score: number): [negative: number, neutral: number, positive: number] {
  return [Math.max(0, -score), 1 - Math.abs(score), Math.max(0, score)];
}

/**
 * Probabilities of negative, neutral and positive by all judges: once as in messages to the authorities, once as in public
 * posts, mixed by how much the text is a post.
 */
export function sentimentProbabilities(
  said: Encoded,
  { lexicon, emoticons, civic, post }: SentimentVoices,
  blend: Pick<Blend, "civic" | "post">,
): number[] {
  const words = sharesOf(lexicon);
  const asMessage = pool(SIZE, { encoder: said.civic, linear: civic, words }, blend.civic);
  const signs = emoticons === undefined ? undefined : sharesOf(emoticons);
  const asPost = pool(SIZE, { encoder: said.post, linear: post, words, emoticons: signs }, blend.post);
  return asMessage.map((p, k) => p * (1 - said.register) + asPost[k]! * said.register);
}

/**
 * Label and score by probabilities. The score is p(positive) − p(negative), in thousandths. Neutral is what is more likely
 * than the likelier pole, or as likely as `threshold` says: its share of the two must reach it (0.5: the likelier wins). Any
 * other text has the label that the sign of its score says. So a neutral score is never further from 0 than 1 − threshold.
 */
export function sentimentBy(probabilities: readonly number[], threshold: number): Sentiment {
  const [negative, neutral, positive] = probabilities as [number, number, number];
  const score = Math.round((positive - negative) * 1000) / 1000;
  if (score === 0 || neutral >= threshold * (neutral + Math.max(negative, positive))) {
    return { label: "neutral", score: score === 0 ? 0 : score };
  }
  return { label: score > 0 ? "positive" : "negative", score };
}

/**
 * Polarity by encoder, linear models and lexicon together. Of praise, half is known by its being praise, the other half is
 * judged as a post is: of the labelled messages to the authorities too few are praise for a model to have learned it there.
 */
export function blendedSentiment(
  said: Encoded,
  voices: SentimentVoices,
  demand: Demand,
  blend: Pick<Blend, "civic" | "post">,
): Sentiment {
  if (demand === "表扬") {
    const asPost = sentimentProbabilities({ ...said, register: 1 }, voices, blend);
    return sentimentBy(
      asPost.map((p, k) => (p + (SENTIMENT_LABELS[k] === "positive" ? 1 : 0)) / 2),
      blend.post.neutral,
    );
  }
  const { register } = said;
  const threshold = blend.civic.neutral * (1 - register) + blend.post.neutral * register;
  return sentimentBy(sentimentProbabilities(said, voices, blend), threshold);
}

/** The linear models of messages to the authorities and of public posts. */
const LINEAR = ["civic", "post"] as const;

/**
 * Polarity by all together. A text of which the encoder said nothing is left to the lexicon and marked.
 * @throws UsageError when the office's own lexicon cannot be read.
 */
export function createBlendedSentimentAnalyzer(
  models: Models,
  options: SentimentOptions = {},
): Analyzer<"content" | "demand" | "encoded" | "words", "degraded" | "sentiment"> {
  const lexicon = loadLexicon(options.lexicon);
  const { civic, post } = models.linear;
  const incomplete = lacksAny(models, LINEAR);
  return {
    id: "sentiment",
    version: `${CODE_VERSION}.${LEXICON_VERSION}+lexicon:${lexicon.hash}${modelVersions(models, LINEAR)}`,
    needs: ["content", "demand", "encoded", "words"],
    adds: ["sentiment", "degraded"],
    analyze: (batch) =>
      batch.map(({ content, demand, encoded, words }) => {
        const reading = readSentiment(words, lexicon);
        if (encoded === undefined) return { sentiment: lexicalSentiment(reading, demand), degraded: ["sentiment"] };
        const voices = {
          lexicon: reading.score,
          emoticons: emoticonScore(content, models.blend.post.odds),
          civic: linearVoice(civic, SENTIMENT_LABELS, content, encoded.civic),
          post: linearVoice(post, SENTIMENT_LABELS, content, encoded.post),
        };
        const sentiment = blendedSentiment(encoded, voices, demand, models.blend);
        return incomplete ? { sentiment, degraded: ["sentiment"] } : { sentiment };
      }),
  };
}
