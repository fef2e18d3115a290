import { createAreaAnalyzer } from "../../analyzers/area/area.js";
import { createContentAnalyzer } from "../../analyzers/content.js";
import { createDemandAnalyzer } from "../../analyzers/demand/demand.js";
import { createKeywordsAnalyzer } from "../../analyzers/keywords.js";
import { ModelFileError } from "../../analyzers/linear/model-file-error.js";
import { createPlacesAnalyzer } from "../../analyzers/places/places.js";
import { createSegmentAnalyzer } from "../../analyzers/segment/segment.js";
import { createSentimentAnalyzer } from "../../analyzers/sentiment/sentiment.js";
import { createSeverityAnalyzer } from "../../analyzers/severity/severity.js";
import { createSignatureAnalyzer } from "../../analyzers/signature.js";
import { createTopicAnalyzer } from "../../analyzers/topic/topic.js";
import type { MinyiConfig } from "../../config/schema.js";
import type { Localized } from "../../core/localized.js";
import { AnalysisPlan, type AnyAnalyzer } from "./plan.js";

/**
 * Opens every analyzer that the configuration asks for: a new one is one file and one line here. Loads dictionaries and
 * models (about 250 MB with nodejieba), so only where texts are analysed.
 */
export function openPlan(config: MinyiConfig): { plan: AnalysisPlan; engine: string; warnings: Localized[] } {
  const segment = createSegmentAnalyzer(config.segment);
  const places = {
    gazetteerFiles: config.gazetteer.files,
    ...(config.city !== undefined && { city: config.city }),
  };
  const topic = openTopic(config);
  const analyzers = [
    createContentAnalyzer(),
    segment.analyzer,
    createKeywordsAnalyzer(),
    createSentimentAnalyzer(config.sentiment),
    topic.analyzer,
    createDemandAnalyzer(),
    createSeverityAnalyzer(),
    createPlacesAnalyzer(places),
    createAreaAnalyzer(places),
    createSignatureAnalyzer(),
  ];
  return {
    plan: new AnalysisPlan(analyzers as unknown as AnyAnalyzer[]),
    engine: segment.segmenter.id,
    warnings: [segment.warning, topic.warning].filter((warning) => warning !== undefined),
  };
}

/** The topic analyzer; by cue words alone, with a warning, when its model file cannot be used (R40). */
function openTopic(config: MinyiConfig): { analyzer: ReturnType<typeof createTopicAnalyzer>; warning?: Localized } {
  const options = {
    abstainBelow: config.topic.abstainBelow,
    ...(config.topic.taxonomy !== undefined && { taxonomyPath: config.topic.taxonomy }),
  };
  try {
    return { analyzer: createTopicAnalyzer(options) };
  } catch (error) {
    if (!(error instanceof ModelFileError)) throw error;
    const { what } = error;
    return {
      analyzer: createTopicAnalyzer({ ...options, modelPath: null }),
      warning: {
        zh: `降级：主题只按线索词判断，因为${what.zh}`,
        en: `Degraded: topics go by cue words alone, because: ${what.en}`,
      },
    };
  }
}
