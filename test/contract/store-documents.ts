import type { Analysis, Demand, SentimentLabel } from "../../core/analysis.js";
import { type FeedbackDocument, makeDocument } from "../../core/feedback-document.js";
import type { Channel } from "../../core/feedback-item.js";

/** What a test wants to say of a document; all else has a plain default. */
export interface Sketch {
  id: string;
  revision?: number;
  source?: string;
  channel?: Channel;
  title?: string;
  text?: string;
  createdAt?: string;
  department?: string;
  topic?: string[];
  district?: string;
  street?: string;
  demand?: Demand;
  sentiment?: SentimentLabel;
  score?: number;
  severity?: 0 | 1 | 2 | 3;
  keywords?: string[];
  places?: string[];
  tokens?: string[];
  duplicateOf?: string;
}

export function document(sketch: Sketch): FeedbackDocument {
  const { district, street, department, title, duplicateOf } = sketch;
  const analysis: Analysis = {
    tokens: sketch.tokens ?? ["小区", "噪音"],
    keywords: sketch.keywords ?? [],
    sentiment: { label: sketch.sentiment ?? "negative", score: sketch.score ?? -0.5 },
    topic: { path: sketch.topic ?? ["城乡建设"], confidence: 0.9, abstain: false },
    demand: sketch.demand ?? "投诉",
    severity: { level: sketch.severity ?? 1, reasons: [] },
    area: { ...(district && { district }), ...(street && { street }) },
    places: (sketch.places ?? []).map((name) => ({ kind: "estate", name })),
    ...(duplicateOf && { duplicateOf }),
    versions: { sentiment: "lexicon@1" },
  };
  return makeDocument(
    {
      id: sketch.id,
      source: sketch.source ?? "board",
      channel: sketch.channel ?? "board",
      kind: "official",
      ...(title !== undefined && { title }),
      text: sketch.text ?? "小区夜里噪音很大",
      createdAt: sketch.createdAt ?? "2019-08-14T03:25:10Z",
      ...(department && { department }),
    },
    analysis,
    sketch.revision ?? 1,
  );
}
