import { createAreaAnalyzer } from "../../analyzers/area/area.js";
import type { Models } from "../../analyzers/blend/models.js";
import { createContentAnalyzer } from "../../analyzers/content.js";
import { createDemandAnalyzer } from "../../analyzers/demand/demand.js";
import { createDepartmentsAnalyzer } from "../../analyzers/departments/departments.js";
import { createEmotionAnalyzer } from "../../analyzers/emotion/emotion.js";
import { createKeywordsAnalyzer } from "../../analyzers/keywords.js";
import { createMatterPrintAnalyzer } from "../../analyzers/matter-print.js";
import { createPlacesAnalyzer } from "../../analyzers/places/places.js";
import { createSegmentAnalyzer } from "../../analyzers/segment/segment.js";
import { createBlendedSentimentAnalyzer } from "../../analyzers/sentiment/blended.js";
import { createSentimentAnalyzer } from "../../analyzers/sentiment/sentiment.js";
import { createSeverityAnalyzer } from "../../analyzers/severity/severity.js";
import { createSignatureAnalyzer } from "../../analyzers/signature.js";
import { createTopicAnalyzer } from "../../analyzers/topic/topic.js";
import type { MinyiConfig } from "../../config/schema.js";
import type { Localized } from "../../core/localized.js";
import { asksEncoder, type OpenedEncoder, openModels, withoutFault } from "./models.js";
import { openOwnSentiment, openOwnTopic } from "./own-models.js";
import { AnalysisPlan, type AnyAnalyzer } from "./plan.js";

/** Analyzers at work, and what is to be known of them. */
export interface OpenedPlan {
  plan: AnalysisPlan;
  /** The segmenter. */
  engine: string;
  /** What a person should know from the start. */
  warnings: Localized[];
  /** What has come up since it was asked last. */
  lateWarnings(): Localized[];
  /** Ends the processes of the models, where there are some. */
  close(): Promise<void>;
}

/**
 * Opens every analyzer that the configuration asks for: a new one is one file and one line here. Loads dictionaries and
 * models (about 250 MB with nodejieba), so only where texts are analysed. The encoder's process starts with the first text.
 */
export function openPlan(config: MinyiConfig): OpenedPlan {
  let told: Localized[] = [];
  const warn = (warning: Localized) => told.push(warning);
  const segment = createSegmentAnalyzer(config.segment);
  if (segment.warning !== undefined) warn(segment.warning);
  const places = {
    gazetteerFiles: config.gazetteer.files,
    ...(config.city !== undefined && { city: config.city }),
  };
  const encoder = asksEncoder(config) ? openModels(config, warn) : undefined;
  const sentiment = openSentiment(config, encoder, warn);
  const topic = openTopic(config, encoder, warn);
  const analyzers = [
    createContentAnalyzer(),
    segment.analyzer,
    ...(encoder ? [encoder.analyzer] : []),
    createKeywordsAnalyzer(),
    sentiment,
    topic,
    ...(encoder ? [createEmotionAnalyzer(encoder.models)] : []),
    createDemandAnalyzer(encoder?.models),
    createSeverityAnalyzer(encoder?.models),
    createPlacesAnalyzer(places),
    createAreaAnalyzer(places),
    createSignatureAnalyzer(),
    createMatterPrintAnalyzer(encoder !== undefined),
    createDepartmentsAnalyzer(config.departments),
  ];
  const warnings = told;
  told = [];
  return {
    plan: new AnalysisPlan(analyzers as unknown as AnyAnalyzer[]),
    engine: segment.segmenter.id,
    warnings,
    lateWarnings: () => told.splice(0),
    close: async () => {
      for (const owner of [encoder?.analyzer, sentiment, topic]) if (owner && "close" in owner) await owner.close();
    },
  };
}

function openSentiment(config: MinyiConfig, encoder: OpenedEncoder | undefined, warn: (warning: Localized) => void) {
  const { sentiment } = config;
  if (encoder && sentiment.model === "builtin") return createBlendedSentimentAnalyzer(encoder.models, sentiment);
  const byWords = createSentimentAnalyzer(sentiment);
  return openOwnSentiment(config, byWords, warn) ?? byWords;
}

function openTopic(config: MinyiConfig, encoder: OpenedEncoder | undefined, warn: (warning: Localized) => void) {
  const models = config.topic.model === "builtin" ? encoder?.models : undefined;
  const shipped = () => openShippedTopic(config, models, warn);
  return openOwnTopic(config, encoder?.models.encoder, shipped, warn) ?? shipped();
}

/** The topic analyzer; without the linear model, and with every topic marked, when its file cannot be used (R40). */
function openShippedTopic({ topic }: MinyiConfig, models: Models | undefined, warn: (warning: Localized) => void) {
  const options = { abstainBelow: topic.abstainBelow, taxonomyPath: topic.taxonomy, models };
  const whole = withoutFault(
    () => createTopicAnalyzer(options),
    ({ what }) =>
      warn({
        zh: `降级：判断主题时不用线性模型，因为${what.zh}`,
        en: `Degraded: topics go without the linear model, because: ${what.en}`,
      }),
  );
  return whole ?? createTopicAnalyzer({ ...options, modelPath: null, incomplete: true });
}
