import { createAreaAnalyzer } from "../../analyzers/area/area.js";
import { createContentAnalyzer } from "../../analyzers/content.js";
import { createDemandAnalyzer } from "../../analyzers/demand/demand.js";
import { createKeywordsAnalyzer } from "../../analyzers/keywords.js";
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
  const analyzers = [
    createContentAnalyzer(),
    segment.analyzer,
    createKeywordsAnalyzer(),
    createSentimentAnalyzer(config.sentiment),
    createTopicAnalyzer({
      abstainBelow: config.topic.abstainBelow,
      ...(config.topic.taxonomy !== undefined && { taxonomyPath: config.topic.taxonomy }),
    }),
    createDemandAnalyzer(),
    createSeverityAnalyzer(),
    createPlacesAnalyzer(places),
    createAreaAnalyzer(places),
    createSignatureAnalyzer(),
  ];
  return {
    plan: new AnalysisPlan(analyzers as unknown as AnyAnalyzer[]),
    engine: segment.segmenter.id,
    warnings: segment.warning === undefined ? [] : [segment.warning],
  };
}
