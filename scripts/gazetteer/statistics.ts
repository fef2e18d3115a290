import { scan } from "../../analyzers/area/scan.js";
import { windowBefore } from "../../analyzers/places/candidates.js";
import type { Cuts } from "../../analyzers/places/cuts.js";
import type { Ending, Endings } from "../../analyzers/places/endings.js";
import { ADMIN, HARD } from "../../analyzers/places/symbols.js";

/** An ending in a text, with every index at which a name before it may start. */
export interface Hit {
  text: string;
  symbols: Uint16Array;
  ending: Ending;
  /** Index of the ending's first and last character. */
  at: number;
  last: number;
  starts: number[];
}

/** All endings of a text that leave room for a name. */
export function hitsOf(text: string, endings: Endings, cuts: Cuts): Hit[] {
  const { length, symbols } = scan(text);
  const hits: Hit[] = [];
  for (let last = 0; last < length; last++) {
    if (endings.last[text.charCodeAt(last)] !== 1 || symbols[last] !== text.charCodeAt(last)) continue;
    const match = endings.match(text, last);
    if (match === undefined) continue;
    const { ending } = match;
    const at = last - ending.text.length + 1;
    const window = windowBefore(symbols, at, match, cuts);
    const starts: number[] = [];
    for (let start = Math.min(window.to, at - 1); start >= window.from; start--) starts.push(start);
    if (starts.length > 0) hits.push({ text, symbols, ending, at, last, starts });
  }
  return hits;
}

/** The name that a start gives: with its ending, except before a trigger (丽发新城|小区). */
export function nameFrom(hit: Hit, start: number): string {
  return hit.text.slice(start, hit.ending.trigger ? hit.at : hit.last + 1);
}

/** How a string that may be a name stands in the corpus. */
export interface Standing {
  occurrences: number;
  texts: number;
  /** Occurrences just after an anonymised division: its left edge is certain there. */
  afterDivision: number;
  /** Occurrences just after punctuation, a digit or the start of a text. */
  afterMark: number;
  lastText: number;
  kind: Ending["kind"];
  trigger: boolean;
}

/** Counts every possible name; keys of triggers start with `|`. */
export function countStandings(corpus: readonly Hit[][]): Map<string, Standing> {
  const standings = new Map<string, Standing>();
  for (const [index, hits] of corpus.entries()) {
    for (const hit of hits) {
      for (const start of hit.starts) {
        const key = (hit.ending.trigger ? "|" : "") + nameFrom(hit, start);
        let standing = standings.get(key);
        if (standing === undefined) {
          const { kind, trigger } = hit.ending;
          standing = { occurrences: 0, texts: 0, afterDivision: 0, afterMark: 0, lastText: -1, kind, trigger };
          standings.set(key, standing);
        }
        standing.occurrences++;
        if (standing.lastText !== index) {
          standing.lastText = index;
          standing.texts++;
        }
        const before = start === 0 ? HARD : hit.symbols[start - 1];
        if (before === ADMIN) standing.afterDivision++;
        else if (before === HARD) standing.afterMark++;
      }
    }
  }
  return standings;
}

/**
 * True for strings that are names beyond reasonable doubt: they stand in several texts, repeatedly just after a
 * division or a punctuation mark, and often enough so that it is no accident.
 */
export function isCertain(standing: Standing): boolean {
  const { texts, occurrences, afterDivision, afterMark } = standing;
  if (texts < 2 || afterDivision < 1 || afterDivision + afterMark < 2) return false;
  return (afterDivision + afterMark) / occurrences >= 0.1;
}
