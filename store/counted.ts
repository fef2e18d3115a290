import { facetsOf } from "../core/facets.js";
import type { FeedbackDocument } from "../core/feedback-document.js";
import type { Facets } from "../core/store.js";

/** Longest value that is counted by, in code points; a longer one is cut and ends in …. */
export const LONGEST_VALUE = 512;

/**
 * A value as it is counted, the same in every engine: cut to {@link LONGEST_VALUE}, with U+FFFD for what no database
 * takes as text (NUL, half a surrogate pair).
 */
export function countedValue(value: string): string {
  const clean = /[\0\p{Cs}]/u.test(value) ? value.replace(/[\0\p{Cs}]/gu, "�") : value;
  if (clean.length <= LONGEST_VALUE) return clean;
  const points = Array.from(clean.slice(0, LONGEST_VALUE * 2));
  return points.length <= LONGEST_VALUE && clean.length <= LONGEST_VALUE * 2
    ? clean
    : `${points.slice(0, LONGEST_VALUE - 1).join("")}…`;
}

/** A document's values as they are counted. */
export function countedFacets(document: FeedbackDocument): Facets {
  const facets = facetsOf(document);
  for (const name of Object.keys(facets) as (keyof Facets)[]) facets[name] = countedValue(facets[name]);
  return facets;
}

/** The distinct values of a document that {@link Store.contrast} compares, in their order. */
export function contrastedValues(document: FeedbackDocument, field: "keywords" | "places"): string[] {
  const { keywords, places } = document.analysis;
  const values = field === "keywords" ? keywords : places.map((place) => place.name);
  return [...new Set(values.map(countedValue))].filter((value) => value !== "");
}

/** A sentiment score in thousandths, rounded half away from zero. */
export function scoreMilli(score: number): number {
  return Math.sign(score) * Math.round(Math.abs(score) * 1000);
}
