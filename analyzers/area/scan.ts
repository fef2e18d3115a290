import { CAP, toSymbols } from "../places/symbols.js";
import { divisions } from "./divisions.js";
import { findMentions, type Mention, markMentions } from "./mentions.js";

/** What areas and places are both found from. */
export interface Scan {
  /** Characters that are looked at. */
  length: number;
  /** One symbol a character, divisions marked. */
  symbols: Uint16Array;
  mentions: readonly Mention[];
}

/** A batch goes through one analyzer after the other: its scans are kept until the next batch comes. */
const KEPT = 600;
const kept = new Map<string, Scan>();
const buffer = new Uint16Array(CAP);

/** Scans the first {@link CAP} characters of a text for divisions. */
export function scan(text: string): Scan {
  const known = kept.get(text);
  if (known !== undefined) return known;
  const length = toSymbols(text, buffer);
  const mentions = findMentions(text, length, divisions());
  markMentions(buffer, mentions);
  const result: Scan = { length, symbols: buffer.slice(0, length), mentions };
  if (kept.size >= KEPT) kept.clear();
  kept.set(text, result);
  return result;
}
