import type { FeedbackDocument } from "../../core/feedback-document.js";
import { DIMENSIONS } from "../../core/store.js";
import type { Zone } from "../../core/zone.js";
import { contrastedValues, countedFacets, scoreMilli } from "../counted.js";
import { parseInstant } from "../instant.js";
import type { Cells } from "./block-writer.js";
import type { Field, NumberColumn } from "./layout.js";

/** Gives the code of a value. */
export type Coder = (field: Field, value: string) => number;

/** The first six bytes of an id as one number: numbers compare as the ids do. */
export function idPrefix(id: string): number {
  const bytes = Buffer.alloc(6);
  Buffer.from(id).copy(bytes);
  return bytes.readUIntBE(0, 6);
}

/** What the columns hold of a document. */
export function cellsOf(document: FeedbackDocument, zone: Zone, coder: Coder): Cells {
  const createdAt = parseInstant(document.createdAt);
  const facets = countedFacets(document);
  const numbers = {
    live: 1,
    createdAt,
    day: zone.dayOf(createdAt),
    score: scoreMilli(document.analysis.sentiment.score),
    folded: document.analysis.duplicateOf === undefined ? 0 : 1,
    idPrefix: idPrefix(document.id),
  } as Record<NumberColumn, number>;
  for (const dimension of DIMENSIONS) numbers[dimension] = coder(dimension, facets[dimension]);
  const codes = (field: "keywords" | "places") => contrastedValues(document, field).map((value) => coder(field, value));
  return { numbers, lists: { keywords: codes("keywords"), places: codes("places") } };
}
