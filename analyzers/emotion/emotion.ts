import { EMOTIONS, type Emotion } from "../../core/analysis.js";
import type { Analyzer } from "../../core/analyzer.js";
import { lacksAny, linearVoice, type Models, modelVersions } from "../blend/models.js";
import { likeliest, type PoolWeights, pool } from "../blend/pool.js";

const CODE_VERSION = 1;

/** The likeliest of the six by encoder and linear model together. */
export function blendedEmotion(
  encoder: ArrayLike<number>,
  linear: ArrayLike<number> | undefined,
  weights: PoolWeights,
): Emotion {
  return EMOTIONS[likeliest(pool(EMOTIONS.length, { encoder, linear }, weights))] as Emotion;
}

/**
 * Which of six emotions a text shows. Learned from, and measured on, public posts; a guess for messages to the authorities.
 * Where the encoder said nothing the linear model decides alone, and the field is marked; without either it is left out.
 */
export function createEmotionAnalyzer(models: Models): Analyzer<"content" | "encoded", "degraded" | "emotion"> {
  const { blend } = models;
  const linear = models.linear.emotion;
  const incomplete = lacksAny(models, ["emotion"]);
  return {
    id: "emotion",
    version: `${CODE_VERSION}${modelVersions(models, ["emotion"])}`,
    needs: ["content", "encoded"],
    adds: ["emotion", "degraded"],
    analyze: (batch) =>
      batch.map(({ content, encoded }) => {
        if (encoded === undefined) {
          const alone = linear?.best(content).label as Emotion | undefined;
          return { ...(alone !== undefined && { emotion: alone }), degraded: ["emotion"] };
        }
        const emotion = blendedEmotion(
          encoded.emotion,
          linearVoice(linear, EMOTIONS, content, encoded.emotion),
          blend.emotion,
        );
        return incomplete ? { emotion, degraded: ["emotion"] } : { emotion };
      }),
  };
}
