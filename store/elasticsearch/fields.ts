import type { FeedbackDocument } from "../../core/feedback-document.js";
import type { Facets } from "../../core/store.js";
import type { Zone } from "../../core/zone.js";
import { indexText } from "../bigrams.js";
import { contrastedValues, countedFacets, scoreMilli } from "../counted.js";
import { parseInstant } from "../instant.js";
import { type Starts, startsOf } from "./calendar.js";
import { packTone, packWeight } from "./figures.js";

/** What an index holds of a document: see mapping.ts. */
export interface Fields extends Facets, Starts {
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
  tone: number;
  weight: number;
  keywords: string[];
  places: string[];
  titlePairs: string;
  textPairs: string;
  body: string;
}

/** Makes the fields of a document. @throws UsageError when its time is no instant. */
export function fieldsOf(document: FeedbackDocument, zone: Zone): Fields {
  const { id, revision, hash, title, text, analysis } = document;
  const { sentiment, severity, duplicateOf } = analysis;
  const createdAt = parseInstant(document.createdAt);
  const negative = sentiment.label === "negative" ? 1 : 0;
  const positive = sentiment.label === "positive" ? 1 : 0;
  const severe = severity.level >= 2 ? 1 : 0;
  const score = scoreMilli(sentiment.score);
  return {
    id,
    createdAt,
    ...startsOf(createdAt, zone),
    revision,
    hash,
    ...(duplicateOf !== undefined && { duplicateOf }),
    folded: duplicateOf !== undefined,
    ...countedFacets(document),
    negative,
    positive,
    severe,
    scoreMilli: score,
    tone: packTone(negative, positive),
    weight: packWeight(severe, score),
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
