import { cleanText } from "../../analyzers/clean.js";
import { createSegmentAnalyzer } from "../../analyzers/segment/segment.js";
import type { Word } from "../../core/analyzer.js";

const { analyzer } = createSegmentAnalyzer({ engine: "nodejieba", dictionaries: [] });

/** A text's words, cleaned and cut as the product does it. */
export async function wordsOf(text: string): Promise<Word[]> {
  const [draft] = await analyzer.analyze([{ content: cleanText(text).text }]);
  if (draft === undefined || !("words" in draft)) throw new Error("segmenter gave nothing");
  return draft.words;
}
