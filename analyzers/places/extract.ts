import { scan } from "../area/scan.js";
import { canonical } from "./canonical.js";
import type { Cuts } from "./cuts.js";
import type { EdgeModel } from "./edge-model.js";
import type { Endings, PlaceKind } from "./endings.js";
import type { Gazetteer } from "./gazetteer.js";
import { nameStart } from "./name-start.js";
import { numberedPlaces } from "./numbered.js";
import { resolve, type Span } from "./spans.js";

/** What recognising places needs. */
export interface Knowledge {
  endings: Endings;
  cuts: Cuts;
  edges: EdgeModel;
  /** Names that are known. */
  gazetteer: Gazetteer;
}

/** A place in a text, under its one name. */
export interface FoundPlace {
  start: number;
  end: number;
  kind: PlaceKind;
  name: string;
  /** True where the name is sure to start where it does. */
  firm: boolean;
}

/** 小区 stays with the name until it is known whether the rest is long enough without it. */
const KEPT_TRIGGER = "小区";

function patternSpans(text: string, symbols: Uint16Array, length: number, knowledge: Knowledge): Span[] {
  const spans: Span[] = [];
  const { last } = knowledge.endings;
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    // Symbols of a division differ from the text: 锦城街道 is no 锦城.
    if (last[code] !== 1 || symbols[at] !== code) continue;
    const match = knowledge.endings.match(text, at);
    if (match === undefined) continue;
    const { ending } = match;
    const from = at - ending.text.length + 1;
    const name = nameStart(text, symbols, from, match, knowledge);
    if (name === undefined) continue;
    const end = ending.trigger && ending.text !== KEPT_TRIGGER ? from : at + 1;
    spans.push({ start: name.start, end, kind: ending.kind, known: false, firm: name.firm });
  }
  return spans;
}

function knownSpans(text: string, length: number, gazetteer: Gazetteer): Span[] {
  const spans: Span[] = [];
  for (let at = 0; at < length; at++) {
    const place = gazetteer.match(text, at);
    if (place === undefined || at + place.name.length > length) continue;
    spans.push({ start: at, end: at + place.name.length, kind: place.kind, known: true, firm: true });
    at += place.name.length - 1;
  }
  return spans;
}

/** All mentions of places in a text (at most 2,000 characters of it), in order. */
export function findPlaces(text: string, knowledge: Knowledge): FoundPlace[] {
  const { length, symbols } = scan(text);
  const numbered = numberedPlaces(text, length);
  const resolved = resolve([
    ...patternSpans(text, symbols, length, knowledge),
    ...knownSpans(text, length, knowledge.gazetteer),
  ]);
  const spans =
    numbered.length === 0
      ? resolved
      : resolved.filter((span) => !numbered.some(({ start, end }) => start <= span.start && span.end <= end));
  const places: FoundPlace[] = spans.map(({ start, end, kind, firm }) => ({
    start,
    end,
    kind,
    firm,
    name: canonical(text.slice(start, end), kind),
  }));
  if (numbered.length === 0) return places;
  for (const place of numbered) {
    if (spans.some((span) => span.start < place.end && place.start < span.end)) continue;
    places.push({ ...place, firm: true });
  }
  return places.sort((a, b) => a.start - b.start);
}
