import type { FeedbackDocument } from "../core/feedback-document.js";
import type { Hit } from "../core/store.js";
import { type Units, unitsOf } from "./bigrams.js";
import { originOf } from "./origin.js";

type Range = [start: number, end: number];

/**
 * Finds where a query stands in documents, by the rules by which it found them: the same units in a row. Nothing when no
 * text was asked for.
 */
export function highlighter(query: string | undefined): (document: FeedbackDocument) => Pick<Hit, "highlights"> {
  if (query === undefined) return () => ({});
  const wanted = unitsOf(query).units;
  return ({ title, text }) => ({
    highlights: { title: title === undefined ? [] : rangesOf(title, wanted), text: rangesOf(text, wanted) },
  });
}

/** The places [start, end) in UTF-16 units where a query stands in a text, in order; none overlaps another. */
export function highlight(text: string, query: string): Range[] {
  return rangesOf(text, unitsOf(query).units);
}

function rangesOf(text: string, wanted: readonly string[]): Range[] {
  const found = unitsOf(text);
  const places = occurrences(found.units, wanted);
  return places.length === 0 ? [] : inText(text, found, places, wanted.length);
}

/** Where a row of units occurs in another, by Knuth, Morris and Pratt: one pass, however often the row nearly occurs. */
function occurrences(units: readonly string[], wanted: readonly string[]): number[] {
  const places: number[] = [];
  if (wanted.length === 0) return places;
  const borders = bordersOf(wanted);
  let matched = 0;
  for (const [i, unit] of units.entries()) {
    while (matched > 0 && wanted[matched] !== unit) matched = borders[matched - 1] as number;
    if (wanted[matched] === unit) matched++;
    if (matched < wanted.length) continue;
    places.push(i + 1 - matched);
    matched = 0;
  }
  return places;
}

/** For every beginning of the row: how long a shorter beginning it ends with. */
function bordersOf(wanted: readonly string[]): number[] {
  const borders = [0];
  let length = 0;
  for (const unit of wanted.slice(1)) {
    while (length > 0 && wanted[length] !== unit) length = borders[length - 1] as number;
    if (wanted[length] === unit) length++;
    borders.push(length);
  }
  return borders;
}

function inText(text: string, { normal, starts, ends }: Units, places: readonly number[], length: number): Range[] {
  const origin = originOf(text, normal.length);
  // Aligning failed (see there): then at least nothing wrong is left unmarked.
  if (!origin) return [[0, text.length]];
  return places.map((place) => [
    origin.starts[starts[place] as number] as number,
    origin.ends[(ends[place + length - 1] as number) - 1] as number,
  ]);
}
