import type { PlaceKind } from "./endings.js";

/** A place that is known by name. */
export interface KnownPlace {
  kind: PlaceKind;
  name: string;
  /** Where it lies, as the office's own gazetteer says. */
  district?: string;
  street?: string;
}

/** Finds known names in a text: the longest that starts at an index. */
export class Gazetteer {
  private readonly firsts = new Uint8Array(65536);
  private readonly byPair = new Map<number, KnownPlace[]>();

  /** Of two places with one name the first counts. Names of one character are left out. */
  constructor(places: Iterable<KnownPlace>) {
    const names = new Set<string>();
    for (const place of places) {
      if (place.name.length < 2 || names.has(place.name)) continue;
      names.add(place.name);
      const first = place.name.charCodeAt(0);
      this.firsts[first] = 1;
      const pair = (first << 16) | place.name.charCodeAt(1);
      const list = this.byPair.get(pair);
      if (list === undefined) this.byPair.set(pair, [place]);
      else list.push(place);
    }
    for (const list of this.byPair.values()) list.sort((a, b) => b.name.length - a.name.length);
  }

  /** The longest known name that starts at `at`. */
  match(text: string, at: number): KnownPlace | undefined {
    const first = text.charCodeAt(at);
    if (this.firsts[first] !== 1) return undefined;
    const list = this.byPair.get((first << 16) | text.charCodeAt(at + 1));
    if (list === undefined) return undefined;
    for (const place of list) if (text.startsWith(place.name, at)) return place;
    return undefined;
  }
}
