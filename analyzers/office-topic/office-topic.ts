import type { Analyzer } from "../../core/analyzer.js";
import type { Localized } from "../../core/localized.js";
import { OfficeClassifier } from "./classifier.js";
import { ClassTree } from "./decide.js";
import { readOfficeModel } from "./model-file.js";

const CODE_VERSION = 1;

export interface OfficeTopicOptions {
  /** A file made by train-topic. */
  path: string;
  /** Confidence below which a topic is a guess, and below which no deeper level is shown. */
  abstainBelow: number;
  /** Version of the encoder whose answers the texts carry; undefined where there is none. */
  encoder: string | undefined;
}

/**
 * The office's own topics. A model that was trained with another encoder than the one at hand goes by its n-grams
 * alone, and so does every text that the encoder gave no answer for: both are marked.
 * @throws ModelFileError when the file is missing, damaged or of another kind; the caller may go on with other topics
 */
export function createOfficeTopicAnalyzer({ path, abstainBelow, encoder }: OfficeTopicOptions): {
  analyzer: Analyzer<"content" | "encoded", "degraded" | "topic">;
  warning?: Localized;
} {
  const { model, hash } = readOfficeModel(path);
  const wanted = model.encoded?.encoder;
  const fits = wanted !== undefined && wanted === encoder;
  const classifier = new OfficeClassifier(fits ? model : { ...model, encoded: undefined });
  const tree = new ClassTree(model.classes);
  const analyzer: Analyzer<"content" | "encoded", "degraded" | "topic"> = {
    id: "topic-office",
    version: `${CODE_VERSION}+model:${hash}+encoder:${fits ? encoder : "none"}`,
    needs: fits ? ["content", "encoded"] : ["content"],
    adds: ["topic", "degraded"],
    analyze: (batch) =>
      batch.map(({ content, encoded }) => {
        const topic = tree.decide(classifier.probabilities(content, fits ? encoded : undefined), abstainBelow);
        const whole = wanted === undefined || (fits && encoded !== undefined);
        return whole ? { topic } : { topic, degraded: ["topic"] };
      }),
  };
  return { analyzer, ...(wanted !== undefined && !fits && { warning: mismatch(path, encoder) }) };
}

function mismatch(path: string, encoder: string | undefined): Localized {
  const [zh, en] =
    encoder === undefined
      ? ["编码模型不可用", "the encoder is not to be had"]
      : ["它是用另一版编码模型训练的", "it was trained with another version of the encoder"];
  return {
    zh: `降级：主题模型 ${path} 只按字词判断，因为${zh}；升级后请用 minyi train-topic 重新训练`,
    en: `Degraded: the topic model ${path} goes by n-grams alone, because ${en}; after an upgrade train it again with minyi train-topic`,
  };
}
