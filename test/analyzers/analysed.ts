import { createContentAnalyzer } from "../../analyzers/content.js";
import { createDemandAnalyzer } from "../../analyzers/demand/demand.js";
import { createKeywordsAnalyzer } from "../../analyzers/keywords.js";
import { createSegmentAnalyzer } from "../../analyzers/segment/segment.js";
import { createSentimentAnalyzer } from "../../analyzers/sentiment/sentiment.js";
import { createSeverityAnalyzer } from "../../analyzers/severity/severity.js";
import { type Draft, ItemError } from "../../core/analyzer.js";

const { analyzer: segment } = createSegmentAnalyzer({ engine: "node-rs", dictionaries: [] });
const analyzers = [
  createContentAnalyzer(),
  segment,
  createKeywordsAnalyzer(),
  createDemandAnalyzer(),
  createSentimentAnalyzer(),
  createSeverityAnalyzer(),
];

/** A message as the word-based analyzers see it; in `title@text` the part before `@` is the title. */
export async function analysed(message: string, category?: string): Promise<Draft> {
  const at = message.indexOf("@");
  const draft = {
    ...(at > 0 && { title: message.slice(0, at) }),
    text: message.slice(at + 1),
    category,
  } as unknown as Draft;
  for (const analyzer of analyzers) {
    const [result] = await analyzer.analyze([draft]);
    if (result === undefined || result instanceof ItemError) throw result ?? new Error("no result");
    Object.assign(draft, result);
  }
  return draft;
}
