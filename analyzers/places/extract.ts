import { scan } from "../area/scan.js";
import { canonical } from "./canonical.js";
import type { Cuts } from "./cuts.js";
import type { EdgeModel } from "./edge-model.js";
import type { Endings, PlaceKind } from "./endings.js";
import type { Gazetteer } from "./gazetteer.js";
import { nameStart } from "./name-start.js";
import { numberedPlaces } from "./numbered.js";
import { resolve, type Span } from "./spans.js";
import { JOINER } from "./symbols.js";

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
    spans.push({ ...name, end, kind: ending.kind, known: false });
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

/** 伊景园·滨河苑: what stands on both sides of a dot is one name. */
function joinDotted(spans: readonly Span[], symbols: Uint16Array): Span[] {
  const joined: Span[] = [];
  for (const span of spans) {
    const before = joined.at(-1);
    if (before !== undefined && before.end + 1 === span.start && symbols[before.end] === JOINER) {
      joined[joined.length - 1] = { ...span, start: before.start, firm: before.firm };
    } else {
      joined.push(span);
    }
  }
  return joined;
}

/** All mentions of places in a text (at most 2,000 characters of it), in order. */
export function findPlaces(text: string, knowledge: Knowledge): FoundPlace[] {
  const { length, symbols } = scan(text);
  const spans = joinDotted(
    resolve([...patternSpans(text, symbols, length, knowledge), ...knownSpans(text, length, knowledge.gazetteer)]),
    symbols,
  );
  const places: FoundPlace[] = spans.map(({ start, end, kind, firm }) => ({
    start,
    end,
    kind,
    firm,
    name: canonical(text.slice(start, end), kind),
  }));
  const before = places.length;
  for (const numbered of numberedPlaces(text, length)) {
    if (spans.some((span) => span.start < numbered.end && numbered.start < span.end)) continue;
    places.push({ ...numbered, firm: true });
  }
  return places.length === before ? places : places.sort((a, b) => a.start - b.start);
}
