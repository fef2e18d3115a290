import { createSegmentAnalyzer } from "../../analyzers/segment/segment.js";
import type { Word } from "../../core/analyzer.js";

const { analyzer } = createSegmentAnalyzer({ engine: "nodejieba", dictionaries: [] });

/** A text's words, cut as the product cuts them. */
export async function wordsOf(text: string): Promise<Word[]> {
  const [draft] = await analyzer.analyze([{ content: text.normalize("NFKC") }]);
  if (draft === undefined || !("words" in draft)) throw new Error("segmenter gave nothing");
  return draft.words;
}
