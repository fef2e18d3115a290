import type { FeedbackDocument } from "../../core/feedback-document.js";
import type { Facets } from "../../core/store.js";
import { indexText } from "../bigrams.js";
import { contrastedValues, countedFacets, scoreMilli } from "../counted.js";
import { parseInstant } from "../instant.js";

/** What an index holds of a document: see mapping.ts. */
export interface Fields extends Facets {
  id: string;
  /** ms since the epoch. */
  createdAt: number;
  revision: number;
  hash: string;
  duplicateOf?: string;
  folded: boolean;
  negative: 0 | 1;
  positive: 0 | 1;
  severe: 0 | 1;
  scoreMilli: number;
  keywords: string[];
  places: string[];
  titlePairs: string;
  textPairs: string;
  body: string;
}

/** Makes the fields of a document. @throws UsageError when its time is no instant. */
export function fieldsOf(document: FeedbackDocument): Fields {
  const { id, revision, hash, title, text, createdAt, analysis } = document;
  const { sentiment, severity, duplicateOf } = analysis;
  return {
    id,
    createdAt: parseInstant(createdAt),
    revision,
    hash,
    ...(duplicateOf !== undefined && { duplicateOf }),
    folded: duplicateOf !== undefined,
    ...countedFacets(document),
    negative: sentiment.label === "negative" ? 1 : 0,
    positive: sentiment.label === "positive" ? 1 : 0,
    severe: severity.level >= 2 ? 1 : 0,
    scoreMilli: scoreMilli(sentiment.score),
    keywords: contrastedValues(document, "keywords"),
    places: contrastedValues(document, "places"),
    titlePairs: title === undefined ? "" : indexText(title),
    textPairs: indexText(text),
    body: JSON.stringify(document),
  };
}

/** The document that a `body` was made of. */
export function documentOf(body: string): FeedbackDocument {
  return JSON.parse(body) as FeedbackDocument;
}
