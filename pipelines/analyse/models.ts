import { EQUAL_BLEND, loadBlend } from "../../analyzers/blend/blend.js";
import { LINEAR_IDS, type LinearId, linearPath, type Models } from "../../analyzers/blend/models.js";
import { createEncoderAnalyzer, type EncoderAnalyzer } from "../../analyzers/encoder/encoder.js";
import { LinearModel } from "../../analyzers/linear/linear-model.js";
import { ModelFileError } from "../../analyzers/model-file-error.js";
import { encoderOfModel } from "../../analyzers/office-topic/model-file.js";
import type { MinyiConfig } from "../../config/schema.js";
import type { Localized } from "../../core/localized.js";

/** The encoder's analyzer, and what those that read its answers weigh them with. */
export interface OpenedEncoder {
  analyzer: EncoderAnalyzer;
  models: Models;
}

/** Whether anything in the configuration asks for the shipped encoder. */
export function asksEncoder({ sentiment, topic }: Pick<MinyiConfig, "sentiment" | "topic">): boolean {
  return sentiment.model === "builtin" || topic.model === "builtin" || encoderOfModel(topic.model) !== undefined;
}

/** Opens the shipped encoder. Whatever is wrong with it, texts go on without it and are marked (R40): `warn` says why. */
export function openModels({ models }: MinyiConfig, warn: (warning: Localized) => void): OpenedEncoder {
  const blend = withoutFault(loadBlend, ({ what }) =>
    warn({
      zh: `降级：不用编码模型，只按词语和线性模型判断，因为${what.zh}`,
      en: `Degraded: words and the linear model decide without the encoder, because: ${what.en}`,
    }),
  );
  const analyzer = blend === undefined ? SILENT : createEncoderAnalyzer({ ...encoderOptions(models), onWarning: warn });
  return { analyzer, models: { encoder: analyzer.version, blend: blend ?? EQUAL_BLEND, ...openLinear(warn) } };
}

/** The linear models beside the encoder; those that cannot be opened are told of. */
function openLinear(warn: (warning: Localized) => void): Pick<Models, "linear" | "lacking"> {
  const linear: Partial<Record<LinearId, LinearModel>> = {};
  const lacking = new Set<LinearId>();
  for (const id of LINEAR_IDS) {
    const model = withoutFault(
      () => LinearModel.open(linearPath(id)),
      ({ what }) =>
        warn({
          zh: `降级：缺一个线性模型，因为${what.zh}`,
          en: `Degraded: one of the linear models is missing, because: ${what.en}`,
        }),
    );
    if (model === undefined) lacking.add(id);
    else linear[id] = model;
  }
  return { linear, lacking };
}

/** What the configuration says of the encoder's process. */
export function encoderOptions({ threads, timeout }: MinyiConfig["models"]): { threads?: number; timeout: number } {
  return { ...(threads !== undefined && { threads }), timeout };
}

/** Says nothing of any text. */
const SILENT: EncoderAnalyzer = {
  id: "encoder",
  version: "none",
  needs: ["content"],
  adds: ["encoded"],
  analyze: (batch) => batch.map(() => ({})),
  close: async () => undefined,
};

/** The value, or nothing where its file is missing or damaged. */
export function withoutFault<T>(open: () => T, tell: (error: ModelFileError) => void): T | undefined {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof ModelFileError)) throw error;
    tell(error);
    return undefined;
  }
}
