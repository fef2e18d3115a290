import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { hashOf } from "../core/ids.js";
import { shipped } from "../core/paths.js";
import { isPunctuation, type PhraseAutomaton, phraseAutomaton } from "./phrase-automaton.js";

/** Where a phrase has to stand to count (see the head of config/boilerplate.yaml). */
const PLACE = { start: 1, end: 2, last: 4, anywhere: 8 } as const;
type Place = keyof typeof PLACE;

/** A stretch of text: UTF-16 units, `end` exclusive. */
export interface Span {
  start: number;
  end: number;
}

const source = readFileSync(shipped("config", "boilerplate.yaml"), "utf8");

/** Changes with the phrases. */
export const boilerplateHash: string = hashOf(source).slice(0, 8);

const lists = parse(source) as Record<Place, string[]>;

function automatonOf(...places: Place[]): PhraseAutomaton {
  return phraseAutomaton(places.flatMap((place) => lists[place].map((phrase) => [phrase, PLACE[place]] as const)));
}

const atStartPhrases = automatonOf("start", "end", "last", "anywhere");
const insidePhrases = automatonOf("end", "anywhere");

function bounded(text: string, index: number): boolean {
  return index < 0 || index >= text.length || isPunctuation(text.charCodeAt(index));
}

interface Candidate extends Span {
  /** A closing word: counts only at the end of the text. */
  last: boolean;
}

function isRest(text: string, from: number, end: number): boolean {
  for (let i = from; i < end; i++) if (!isPunctuation(text.charCodeAt(i))) return false;
  return true;
}

/** Index after the punctuation that closes what ends at an index. */
function afterPunctuation(text: string, index: number): number {
  let end = index;
  while (end < text.length && "，,。.：:；;！!、~～ ".includes(text[end]!)) end++;
  return end;
}

/** What the citizen wants is part of the matter, also inside a formula: 市民来电咨询, 特此举报. */
const DEMAND = /咨询|投诉|举报|求助|建议|表扬/g;

/** A span without the words of a demand in it. */
function aroundDemands(text: string, { start, end }: Span): Span[] {
  const parts: Span[] = [];
  let from = start;
  for (const { 0: word, index } of text.slice(start, end).matchAll(DEMAND)) {
    if (start + index > from) parts.push({ start: from, end: start + index });
    from = start + index + word.length;
  }
  if (from < end) parts.push({ start: from, end });
  return parts;
}

/** Closing words count only where nothing but closing words follows. */
function keepLast(text: string, found: readonly Candidate[]): Span[] {
  let from = found.length;
  for (let end = text.length; from > 0 && isRest(text, found[from - 1]!.end, end); end = found[from]!.start) from--;
  return found.filter(({ last }, i) => !last || i >= from).flatMap((span) => aroundDemands(text, span));
}

/**
 * The office's own phrases and the formulas of letters (市民来电反映, 请核实处理, 尊敬的领导) in a text: sorted, without
 * overlaps, the longest at each place, with the punctuation that closes them. Linear in the length of the text.
 */
export function findBoilerplate(text: string): Span[] {
  const found: Candidate[] = [];
  let left = 0;
  for (let i = 0; i < text.length; i++) {
    const atStart = i === left || bounded(text, i - 1);
    const phrases = atStart ? atStartPhrases : insidePhrases;
    if (!phrases.begins(text.charCodeAt(i))) continue;
    let end = -1;
    let last = false;
    phrases.run(text, i, (at, tags) => {
      const closes = bounded(text, at);
      const counts = tags & PLACE.anywhere || (atStart && tags & PLACE.start) || (closes && tags & PLACE.end) ? 1 : 0;
      const mayClose = atStart && closes && (tags & PLACE.last) !== 0;
      if (!counts && !mayClose) return;
      end = at;
      last = !counts;
    });
    if (end < 0) continue;
    const stop = atStart ? afterPunctuation(text, end) : end;
    found.push({ start: i, end: stop, last });
    left = stop;
    i = stop - 1;
  }
  return keepLast(text, found);
}

/** The text without its boilerplate; what is left is joined as it stands. */
export function withoutBoilerplate(text: string): string {
  const spans = findBoilerplate(text);
  if (spans.length === 0) return text;
  let kept = "";
  let from = 0;
  for (const { start, end } of spans) {
    kept += text.slice(from, start);
    from = end;
  }
  return (kept + text.slice(from)).replace(/^[\s，,、：:；;。.]{1,64}|[\s，,、：:；;]{1,64}$/g, "");
}
