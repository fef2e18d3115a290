import type { FeedbackDocument } from "./feedback-document.js";
import type { Facets } from "./store.js";

/** A document's values on every dimension that can be counted. */
export function facetsOf(document: FeedbackDocument): Facets {
  const { topic, area, demand, sentiment, severity } = document.analysis;
  return {
    topic: topic.path[0] ?? "",
    topic2: topic.path[1] ?? "",
    topic3: topic.path[2] ?? "",
    area: area.district ?? "",
    street: area.street ?? "",
    source: document.source,
    channel: document.channel,
    department: document.department ?? "",
    demand,
    sentiment: sentiment.label,
    severity: String(severity.level),
  };
}
