import type { Sliced } from "../../../core/slices.js";
import { KeyIndex } from "./candidates.js";

/** A message by its place in memory, with what it may share with others (keysOf of core/matter-print.ts). */
export interface KeyedMatter {
  number: number;
  /** Milliseconds since the epoch. */
  at: number;
  keys: Uint32Array;
}

/** Messages whose keys are read in a slice. */
const MESSAGES = 256;

/**
 * For each new message the numbers of those that it should be compared with, new ones too. Reads all of them once, and
 * keeps only what shares a key with a new one: a night's messages among a million cost a pass over the million's keys.
 * @param fresh numbers of the new messages
 */
export function* neighbours(
  all: () => Iterable<KeyedMatter>,
  fresh: ReadonlySet<number>,
): Sliced<Map<number, number[]>> {
  const wanted = new Set<number>();
  let read = 0;
  for (const { number, keys } of all()) {
    if (++read % MESSAGES === 0) yield;
    if (fresh.has(number)) for (const key of keys) wanted.add(key);
  }
  const near: KeyedMatter[] = [];
  for (const matter of all()) {
    if (++read % MESSAGES === 0) yield;
    const keys = matter.keys.filter((key) => wanted.has(key));
    if (keys.length > 0) near.push({ ...matter, keys });
  }
  near.sort((a, b) => a.at - b.at || a.number - b.number);
  const index = new KeyIndex(near.map(({ keys }) => keys));
  const found = new Map<number, number[]>();
  for (const [i, { number }] of near.entries()) {
    if (!fresh.has(number)) continue;
    yield;
    found.set(
      number,
      index.candidates(i).map((other) => near[other]!.number),
    );
  }
  return found;
}
