import { demandByRules, demandShares, titleLengthOf } from "../../analyzers/demand/demand.js";
import { loadDemandRules } from "../../analyzers/demand/rules.js";
import type { Encoder } from "../../analyzers/encoder/open-encoder.js";
import { createSegmentAnalyzer } from "../../analyzers/segment/segment.js";
import { loadLexicon } from "../../analyzers/sentiment/lexicon.js";
import { readSentiment } from "../../analyzers/sentiment/sentiment.js";
import { CueEvidence } from "../../analyzers/topic/evidence.js";
import { loadTaxonomy } from "../../analyzers/topic/taxonomy.js";
import type { Demand } from "../../core/analysis.js";
import { type Draft, ItemError, type Word } from "../../core/analyzer.js";
import type { Encoded } from "../../core/encoded.js";
import type { DevRow } from "./dev-rows.js";

/** What words and rules say of a text, and the encoder. */
export interface Judged {
  row: DevRow;
  words: readonly Word[];
  encoded: Encoded;
  lexicon: number;
  demandShares: number[];
  demandByRules: Demand;
  /** Share of the cue evidence by first level, in the encoder's order. */
  topicShares: number[];
}

/** Asks every judge but the linear models about the rows. */
export async function judge(rows: readonly DevRow[], encoder: Encoder): Promise<Judged[]> {
  const segment = createSegmentAnalyzer({ engine: "nodejieba", dictionaries: [] }).analyzer;
  const lexicon = loadLexicon();
  const rules = loadDemandRules();
  const taxonomy = loadTaxonomy();
  const evidence = new CueEvidence(taxonomy);
  const levels = encoder.topics.map((name) => taxonomy.classes.findIndex((c) => c.level === 1 && c.name === name));
  const drafts = rows.map(({ title, content }) => ({ title, content, text: content }) as Draft);
  const cut = await segment.analyze(drafts);
  const encoded = await encoder.encode(rows.map(({ content }) => content));
  return rows.map((row, i) => {
    const result = cut[i]!;
    if (result instanceof ItemError) throw result;
    const { words } = result;
    const titleLength = titleLengthOf(row.title, row.content);
    evidence.read(row.content);
    return {
      row,
      words,
      encoded: encoded[i]!,
      lexicon: readSentiment(words, lexicon).score,
      demandShares: demandShares(words, titleLength, rules),
      demandByRules: demandByRules(words, titleLength, undefined, rules),
      topicShares: evidence.shares(levels),
    };
  });
}
