import { EMOTIONS, type Emotion, type SentimentLabel } from "../../core/analysis.js";
import type { Analyzer } from "../../core/analyzer.js";
import { lacksAny, linearVoice, type Models, modelVersions } from "../blend/models.js";
import { likeliest, type PoolWeights, pool } from "../blend/pool.js";

const CODE_VERSION = 2;

/** Emotions that a message to the authorities of this sentiment does not show. */
const CONTRARY: Record<SentimentLabel, readonly Emotion[]> = {
  negative: ["happy"],
  neutral: [],
  positive: ["angry", "sad", "fear"],
};

/** The likeliest of the six by encoder and linear model together, `never` left out. */
export function blendedEmotion(
  encoder: ArrayLike<number>,
  linear: ArrayLike<number> | undefined,
  weights: PoolWeights,
  never: readonly Emotion[] = [],
): Emotion {
  const shares = pool(EMOTIONS.length, { encoder, linear }, weights);
  for (const emotion of never) shares[EMOTIONS.indexOf(emotion)] = 0;
  return EMOTIONS[likeliest(shares)] as Emotion;
}

/**
 * Which of six emotions a text shows. Learned from, and measured on, public posts; a guess for messages to the authorities,
 * which therefore never contradicts their sentiment: a broken street lamp makes nobody happy.
 * Where the encoder said nothing the linear model decides alone, and the field is marked; without either it is left out.
 */
export function createEmotionAnalyzer(
  models: Models,
): Analyzer<"content" | "encoded" | "sentiment", "degraded" | "emotion"> {
  const { blend } = models;
  const linear = models.linear.emotion;
  const incomplete = lacksAny(models, ["emotion"]);
  return {
    id: "emotion",
    version: `${CODE_VERSION}${modelVersions(models, ["emotion"])}`,
    needs: ["content", "encoded", "sentiment"],
    adds: ["emotion", "degraded"],
    analyze: (batch) =>
      batch.map(({ content, encoded, sentiment }) => {
        if (encoded === undefined) {
          const alone = linear?.best(content).label as Emotion | undefined;
          return { ...(alone !== undefined && { emotion: alone }), degraded: ["emotion"] };
        }
        const emotion = blendedEmotion(
          encoded.emotion,
          linearVoice(linear, EMOTIONS, content, encoded.emotion),
          blend.emotion,
          encoded.register < 0.5 ? CONTRARY[sentiment.label] : [],
        );
        return incomplete ? { emotion, degraded: ["emotion"] } : { emotion };
      }),
  };
}
