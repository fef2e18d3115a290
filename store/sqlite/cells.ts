import type { FeedbackDocument } from "../../core/feedback-document.js";
import { DIMENSIONS, type Facets } from "../../core/store.js";
import type { Zone } from "../../core/zone.js";
import { contrastedValues, countedFacets, scoreMilli } from "../counted.js";
import { parseInstant } from "../instant.js";
import type { Cells } from "./block-writer.js";
import { versionsText } from "./body.js";
import type { Field, NumberColumn } from "./layout.js";
import type { Terms } from "./terms.js";

/** The values of a document that have codes. */
export interface Values {
  facets: Facets;
  keywords: string[];
  places: string[];
  versions: string;
}

export function valuesOf(document: FeedbackDocument): Values {
  return {
    facets: countedFacets(document),
    keywords: contrastedValues(document, "keywords"),
    places: contrastedValues(document, "places"),
    versions: versionsText(document),
  };
}

/** Gives the code of a value. */
export type Coder = (field: Field, value: string) => number;

/** Gives every value of the documents a code; each dictionary is asked once. */
export function coderFor(documents: readonly Values[], terms: Terms): Coder {
  const codes = new Map<Field, Map<string, number>>();
  const add = (field: Field, values: Set<string>) => codes.set(field, terms.findOrAdd(field, values));
  for (const dimension of DIMENSIONS) add(dimension, new Set(documents.map(({ facets }) => facets[dimension])));
  add("keywords", new Set(documents.flatMap(({ keywords }) => keywords)));
  add("places", new Set(documents.flatMap(({ places }) => places)));
  add("versions", new Set(documents.map(({ versions }) => versions)));
  return (field, value) => codes.get(field)?.get(value) as number;
}

/** The first six bytes of an id as one number: numbers compare as the ids do. */
export function idPrefix(id: string): number {
  const bytes = Buffer.alloc(6);
  Buffer.from(id).copy(bytes);
  return bytes.readUIntBE(0, 6);
}

/** What the columns hold of a document. */
export function cellsOf(document: FeedbackDocument, values: Values, zone: Zone, coder: Coder): Cells {
  const createdAt = parseInstant(document.createdAt);
  const numbers = {
    live: 1,
    createdAt,
    day: zone.dayOf(createdAt),
    score: scoreMilli(document.analysis.sentiment.score),
    folded: document.analysis.duplicateOf === undefined ? 0 : 1,
    idPrefix: idPrefix(document.id),
  } as Record<NumberColumn, number>;
  for (const dimension of DIMENSIONS) numbers[dimension] = coder(dimension, values.facets[dimension]);
  const codes = (field: "keywords" | "places") => values[field].map((value) => coder(field, value));
  return { numbers, lists: { keywords: codes("keywords"), places: codes("places") } };
}
