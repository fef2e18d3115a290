import { ADMIN } from "../../analyzers/places/symbols.js";
import type { Hit, Standing } from "./statistics.js";
import { isCertain, nameFrom } from "./statistics.js";
import type { Example } from "./train.js";

/** So that a few well-known estates do not fill the model. */
const PER_NAME = 12;
/** A shorter name that stands this many times more often is the name, the rest stands before it (星沙|黄兴大道). */
const MORE_OFTEN = 3;

/** Where the name before an ending certainly starts; −1 where the corpus does not say. */
export function certainStart(hit: Hit, standings: ReadonlyMap<string, Standing>): number {
  let right = -1;
  let often = 0;
  for (const start of hit.starts) {
    const standing = standings.get((hit.ending.trigger ? "|" : "") + nameFrom(hit, start));
    if (standing === undefined || !isCertain(standing)) continue;
    if (right >= 0 && (often >= MORE_OFTEN * standing.occurrences || "道镇乡路".includes(hit.text[right - 1]!))) break;
    right = start;
    often = standing.occurrences;
  }
  return right;
}

/**
 * Where little room is left between what cuts and the ending, all of it is the name, unless it is ordinary language:
 * A7县|御江山|花苑. −1 elsewhere.
 */
function shortStart(hit: Hit, isOrdinary: (first: number, second: number) => boolean): number {
  const from = hit.starts.at(-1)!;
  const room = hit.at - from;
  if (hit.ending.trigger || room < 2 || room > 4 || hit.symbols[from - 1] !== ADMIN) return -1;
  for (let at = from + 1; at < hit.at; at++) if (isOrdinary(hit.symbols[at - 1]!, hit.symbols[at]!)) return -1;
  return from;
}

/** Decisions whose answer the corpus itself gives: where certain names start. The rest is left out. */
export function examplesFrom(
  corpus: readonly Hit[][],
  standings: ReadonlyMap<string, Standing>,
  isOrdinary: (first: number, second: number) => boolean,
): Example[] {
  const used = new Map<string, number>();
  const examples: Example[] = [];
  for (const hit of corpus.flat()) {
    const certain = certainStart(hit, standings);
    const right = certain >= 0 ? certain : shortStart(hit, isOrdinary);
    if (right < 0) continue;
    const name = nameFrom(hit, right);
    const count = used.get(name) ?? 0;
    used.set(name, count + 1);
    if (count < (certain >= 0 ? PER_NAME : 1)) examples.push({ hit, right, short: certain < 0 });
  }
  return examples;
}
