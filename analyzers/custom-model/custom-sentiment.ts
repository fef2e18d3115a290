import { SENTIMENT_LABELS, type Sentiment, type SentimentLabel } from "../../core/analysis.js";
import { type Analyzer, type Draft, ItemError } from "../../core/analyzer.js";
import { CustomModel, type CustomModelOptions } from "./custom-model.js";

const MEANINGS: Readonly<Record<string, SentimentLabel>> = {
  negative: "negative",
  neg: "negative",
  负面: "negative",
  消极: "negative",
  neutral: "neutral",
  neu: "neutral",
  中性: "neutral",
  positive: "positive",
  pos: "positive",
  正面: "positive",
  积极: "positive",
};

export interface CustomSentimentOptions extends CustomModelOptions {
  /** Label of the model → negative, neutral or positive. */
  labels?: Readonly<Record<string, SentimentLabel>> | undefined;
}

/** What the fallback of {@link createCustomSentimentAnalyzer} may read. */
type Needs = "content" | "demand" | "encoded" | "words";

export interface CustomAnalyzer<In extends keyof Draft, Out extends keyof Draft> extends Analyzer<In, Out> {
  /** Ends the model's process. */
  close(): Promise<void>;
}

/**
 * Polarity by a text-classification model of the office's choice; a model that knows no neutral never says it. Texts
 * that it gives no answer for go to `fallback`, and are marked.
 * @throws CustomModelError when the model's folder, or what its labels mean, cannot be used
 */
export function createCustomSentimentAnalyzer<In extends Needs>(
  options: CustomSentimentOptions,
  fallback: Analyzer<In, "sentiment">,
): CustomAnalyzer<In | "content", "degraded" | "sentiment"> {
  const model = new CustomModel(options, {
    configured: options.labels,
    meaning: (label) => MEANINGS[label.trim().toLowerCase()],
    isClass: (name) => SENTIMENT_LABELS.some((label) => label === name),
    key: "sentiment.labels",
    expected: { zh: "negative、neutral 或 positive", en: "negative, neutral or positive" },
  });
  return {
    id: "sentiment-model",
    version: `${model.version}+else:${fallback.id}@${fallback.version}`,
    needs: [...new Set([...fallback.needs, "content" as const])],
    adds: ["sentiment", "degraded"],
    async analyze(batch) {
      const shares = await model.ask(batch.map(({ content }) => content));
      if (shares) return shares.map((share) => ({ sentiment: sentimentOf(share) }));
      const results = await fallback.analyze(batch);
      return results.map((result) => (result instanceof ItemError ? result : { ...result, degraded: ["sentiment"] }));
    },
    close: () => model.close(),
  };
}

/** The likeliest label; the score is the positive probability less the negative one, in thousandths. */
export function sentimentOf(shares: ReadonlyMap<string, number>): Sentiment {
  const [negative, neutral, positive] = ["negative", "neutral", "positive"].map((label) => shares.get(label) ?? 0) as [
    number,
    number,
    number,
  ];
  const most = Math.max(negative, neutral, positive);
  const label: SentimentLabel = most === negative ? "negative" : most === neutral ? "neutral" : "positive";
  const score = Math.round(1000 * (positive - negative)) / 1000;
  return { label, score: score === 0 ? 0 : score };
}
