import { readFileSync } from "node:fs";
import { brotliDecompressSync } from "node:zlib";
import { shipped } from "../../core/paths.js";
import { HARD } from "./symbols.js";

/** Kinds of features; the letter stands in the model's file. */
const FEATURES = {
  /** Symbol before the name, and the last two of them. */
  before: "b",
  before2: "B",
  /** First symbol of the name, and the first two. */
  first: "f",
  first2: "F",
  /** The two symbols on either side of the edge. */
  across: "x",
  /** Every symbol inside the name, and every two. */
  inside: "i",
  inside2: "I",
  /** The start is the furthest that can be: before it stands what cuts. */
  furthest: "e",
  /** One or two characters would be left over before the name; which one. */
  leftOver: "r",
  leftOver1: "R",
  /** An ordinary word would be cut apart, ends before the name, or is its first word. */
  splits: "s",
  afterWord: "a",
  withWord: "w",
  /** Length of the name for its group of endings. */
  length: "l",
  /** Two characters that are an ordinary word or part of one (居民, 影响): no weight, just a mark. */
  ordinary: "o",
} as const;

/** One feature as an integer. Different features share one with a probability of about 1 in 4 billion each. */
export function featureKey(kind: number, first: number, second: number): number {
  let hash = Math.imul(kind, 0x9e3779b1) ^ Math.imul((first << 16) | second, 0x85ebca6b);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0xc2b2ae35);
  return hash ^ (hash >>> 13);
}

const K = Object.fromEntries(Object.entries(FEATURES).map(([name, letter]) => [name, letter.charCodeAt(0)])) as Record<
  keyof typeof FEATURES,
  number
>;

/** The kinds of features that tell how long a name is. */
export const ABOUT_LENGTH: readonly number[] = [K.furthest, K.leftOver, K.leftOver1, K.length];

/** What a feature is made of, told to whoever collects features. */
export type Collect = (kind: number, first: number, second: number) => void;

/** Value of features that are there or not. */
const YES = 0x2b;

const at = (symbols: Uint16Array, index: number): number => (index < 0 ? HARD : symbols[index]!);

/** Where a name may start, what ends it. */
export interface Edges {
  /** The furthest start there is. */
  from: number;
  /** Index of the ending. */
  ending: number;
  /** The ending's group. */
  group: number;
  isOrdinary(first: number, second: number): boolean;
}

/** The features of an edge just before `start`. */
export function edgeFeatures(symbols: Uint16Array, start: number, edges: Edges, add: Collect): void {
  const { from, ending, group } = edges;
  const before = at(symbols, start - 1);
  const before2 = at(symbols, start - 2);
  const first = symbols[start]!;
  add(K.before, before, 0);
  add(K.before2, before2, before);
  add(K.first, first, 0);
  add(K.first2, first, symbols[start + 1]!);
  add(K.across, before, first);
  if (edges.isOrdinary(before, first)) add(K.splits, YES, 0);
  if (edges.isOrdinary(first, symbols[start + 1]!)) add(K.withWord, YES, 0);
  const afterWord = edges.isOrdinary(before2, before);
  if (afterWord) add(K.afterWord, YES, 0);
  if (start === from) {
    add(K.furthest, group, 0);
  } else if (start === from + 1) {
    add(K.leftOver, 0x31, 0);
    add(K.leftOver1, before, 0);
  } else if (start === from + 2 && !afterWord) {
    add(K.leftOver, 0x32, 0);
  }
  add(K.length, group, 0x40 + Math.min(ending - start, 12));
}

/** The features that a name gets when `start` becomes its first character: those of its inside grow to the left. */
export function insideFeatures(symbols: Uint16Array, start: number, ending: number, add: Collect): void {
  if (start + 1 < ending) add(K.inside, symbols[start + 1]!, 0);
  add(K.inside2, symbols[start]!, symbols[start + 1]!);
}

/**
 * Where names begin: a linear model over the characters around an edge, made by scripts/gazetteer/learn.ts. Weights are
 * kept in an open hash table, so that a look-up costs a few nanoseconds.
 */
export class EdgeModel {
  private readonly keys: Int32Array;
  private readonly weights: Int16Array;
  private readonly mask: number;
  private total = 0;
  private readonly sum: Collect = (kind, first, second) => {
    this.total += this.weight(featureKey(kind, first, second));
  };

  /** Lines `kind, two symbols, weight`, e.g. `x于丽<TAB>31`; weights in hundredths. */
  constructor(lines: string) {
    const entries = lines.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
    let size = 1024;
    while (size < entries.length * 3) size *= 2;
    this.mask = size - 1;
    this.keys = new Int32Array(size);
    this.weights = new Int16Array(size);
    for (const entry of entries) {
      const second = entry.charCodeAt(2);
      const key = featureKey(entry.charCodeAt(0), entry.charCodeAt(1), second === 0x2e ? 0 : second);
      let slot = key & this.mask;
      while (this.keys[slot] !== 0) slot = (slot + 1) & this.mask;
      this.keys[slot] = key;
      this.weights[slot] = Number(entry.slice(4));
    }
  }

  private weight(key: number): number {
    let slot = key & this.mask;
    for (;;) {
      const there = this.keys[slot]!;
      if (there === key) return this.weights[slot]!;
      if (there === 0) return 0;
      slot = (slot + 1) & this.mask;
    }
  }

  /** How much speaks for an edge just before `start`, in hundredths of a logit. */
  edge(symbols: Uint16Array, start: number, edges: Edges): number {
    this.total = 0;
    edgeFeatures(symbols, start, edges, this.sum);
    return this.total;
  }

  /** How much more speaks for the name when `start` becomes its first character. */
  inside(symbols: Uint16Array, start: number, ending: number): number {
    this.total = 0;
    insideFeatures(symbols, start, ending, this.sum);
    return this.total;
  }

  /** True for two characters that are ordinary words: alone before an ending they name nothing. */
  isOrdinary(first: number, second: number): boolean {
    return this.weight(featureKey(K.ordinary, first, second)) !== 0;
  }

  /** The same, to hand on. */
  readonly ordinary = (first: number, second: number): boolean => this.isOrdinary(first, second);
}

let shared: EdgeModel | undefined;

/** The shipped model, read once per thread. */
export function edgeModel(): EdgeModel {
  shared ??= new EdgeModel(
    brotliDecompressSync(readFileSync(shipped("config", "gazetteer", "name-edges.txt.br"))).toString(),
  );
  return shared;
}
