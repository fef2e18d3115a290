import type { Encoder } from "../../analyzers/encoder/open-encoder.js";
import { MinyiError } from "../../core/errors.js";
import type { Check, Finding } from "./check.js";

const SENTENCE = "小区旁边的工地半夜还在施工，噪音扰民，请尽快处理。";
const MB = 1e6;

/**
 * The encoder: its files by their hashes, its loading, one sentence through it. What is wrong here stops nothing, the texts
 * go on without it (R40): a warning.
 */
export const modelsCheck: Check = {
  id: "models",
  title: { zh: "模型", en: "Models" },
  async run({ config }) {
    const [{ openEncoder }, { loadBlend }, { asksEncoder, encoderOptions }] = await Promise.all([
      import("../../analyzers/encoder/open-encoder.js"),
      import("../../analyzers/blend/blend.js"),
      import("../../pipelines/analyse/models.js"),
    ]);
    if (!asksEncoder(config)) return [];
    try {
      loadBlend();
      const encoder = openEncoder(encoderOptions(config.models));
      try {
        return [await tried(encoder)];
      } finally {
        await encoder.close();
      }
    } catch (error) {
      return [degraded(error)];
    }
  },
};

/** The first sentence starts the process and loads the model, the second one only asks it. */
async function tried(encoder: Encoder): Promise<Finding> {
  const before = performance.now();
  await encoder.encode([SENTENCE]);
  const loaded = performance.now();
  await encoder.encode([SENTENCE]);
  const seconds = ((loaded - before) / 1000).toFixed(1);
  const ms = Math.max(1, Math.round(performance.now() - loaded));
  const mb = Math.round(encoder.process().memory / MB);
  return {
    level: "ok",
    text: {
      zh: `编码模型 ${encoder.version}：启动 ${seconds} 秒，一句 ${ms} 毫秒，内存 ${mb} MB`,
      en: `encoder ${encoder.version}: started in ${seconds} s, a sentence takes ${ms} ms, ${mb} MB of memory`,
    },
  };
}

function degraded(error: unknown): Finding {
  const told = error instanceof MinyiError ? error.what : { zh: String(error), en: String(error) };
  return {
    level: "warn",
    text: {
      zh: `降级：编码模型用不了，来件只按词语和线性模型判断。${told.zh}`,
      en: `degraded: the encoder cannot be used, words and the linear model decide without it. ${told.en}`,
    },
    fix: (error instanceof MinyiError ? error.fix : undefined) ?? {
      zh: "内存不足时关掉别的程序，或调小 models.threads。不打算用模型，就设 sentiment.model: lexicon 和 topic.model: linear。",
      en: "Where memory is short, end other programs or lower models.threads. To do without a model set sentiment.model: lexicon and topic.model: linear.",
    },
  };
}
