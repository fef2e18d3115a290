import type { Place } from "../../core/analysis.js";
import type { FoundPlace } from "./extract.js";

/** Most places that are kept of one message. */
export const MOST_PLACES = 12;

/**
 * Mentions made into places: each once, in order of the first mention. A name that is the tail of another one of the
 * same kind (滨河苑, 伊景园滨河苑) is the same place: the longer name is kept if it stands there more than once, if it or
 * its front is a known name (`isName`) or only its start is sure; else the shorter, because then the front is most
 * likely no part of it.
 */
export function mergePlaces(mentions: readonly FoundPlace[], isName: (text: string) => boolean): Place[] {
  const counts = new Map<string, number>();
  const firm = new Set<string>();
  for (const mention of mentions) {
    counts.set(mention.name, (counts.get(mention.name) ?? 0) + 1);
    if (mention.firm) firm.add(mention.name);
  }
  const names = [...counts.keys()];
  const renamed = new Map<string, string>();
  for (const long of names) {
    for (const short of names) {
      if (short.length >= long.length || !long.endsWith(short)) continue;
      const front = long.slice(0, long.length - short.length);
      if (counts.get(long)! > 1 || isName(long) || isName(front) || (firm.has(long) && !firm.has(short)))
        renamed.set(short, long);
      else renamed.set(long, short);
    }
  }
  const places: Place[] = [];
  const seen = new Set<string>();
  for (const { name, kind } of mentions) {
    const kept = finalName(name, renamed);
    if (seen.has(kept)) continue;
    seen.add(kept);
    if (places.length < MOST_PLACES) places.push({ kind, name: kept });
  }
  return places;
}

function finalName(name: string, renamed: ReadonlyMap<string, string>): string {
  let kept = name;
  for (let step = 0; step < 4; step++) {
    const next = renamed.get(kept);
    if (next === undefined || next === name) return kept;
    kept = next;
  }
  return kept;
}
