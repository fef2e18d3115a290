import type { Analyzer } from "../core/analyzer.js";

const CODE_VERSION = "1";
/** Values of a signature; the standard error of an estimated similarity of 0.85 is 0.045. */
const VALUES = 64;
/** Each hash function spreads the shingles over this many bins and gives one value a bin. */
const BINS = 16;
const HASHES = VALUES / BINS;
const SHINGLE = 3;
/** Only this much of a text is fingerprinted: repeats differ at the end, not in length. */
const MAX_CHARACTERS = 2_000;
const EMPTY = 0xffffffff;

/** A 32-bit mixing step (the finaliser of MurmurHash3). */
function mix(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Letters, digits and Han characters, lower case: what has to agree for two texts to be the same. */
function skeleton(content: string): string {
  return content
    .slice(0, MAX_CHARACTERS)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");
}

/**
 * MinHash of the text's overlapping character triples (Broder 1997), by one-permutation hashing with densification
 * (Li, Owen, Zhang 2012; Shrivastava 2017), four hash functions of 16 bins each so that short texts fill their bins:
 * 64 values of 16 bits, as 256 hexadecimal digits. The share of equal values estimates the share of common triples
 * (Jaccard similarity). Texts of one or two characters are one shingle; the empty text has the empty signature, which
 * resembles nothing.
 */
export function signatureOf(content: string): string {
  const text = skeleton(content);
  if (text === "") return "";
  const minima = new Uint32Array(VALUES).fill(EMPTY);
  const last = Math.max(0, text.length - SHINGLE);
  for (let i = 0; i <= last; i++) {
    let shingle = 0x811c9dc5;
    for (let j = i; j < i + SHINGLE && j < text.length; j++) {
      shingle = Math.imul(shingle ^ text.charCodeAt(j), 0x01000193);
    }
    for (let hash = 0; hash < HASHES; hash++) {
      const value = mix(shingle + Math.imul(hash, 0x9e3779b9));
      const bin = hash * BINS + (value >>> 28);
      const rest = value & 0x0fffffff;
      if (rest < (minima[bin] as number)) minima[bin] = rest;
    }
  }
  const bytes = Buffer.allocUnsafe(VALUES * 2);
  for (let bin = 0; bin < VALUES; bin++) bytes.writeUInt16BE(binValue(minima, bin) & 0xffff, bin * 2);
  return bytes.toString("hex");
}

/** The value of a bin; an empty one borrows from a bin of the same hash function that its own number leads to. */
function binValue(minima: Uint32Array, bin: number): number {
  const first = bin - (bin % BINS);
  let source = bin;
  for (let attempt = 1; minima[source] === EMPTY; attempt++) {
    source = first + (mix(bin * 1_000 + attempt) >>> 28);
  }
  return minima[source] as number;
}

/** Fingerprint for folding near-duplicates. */
export function createSignatureAnalyzer(): Analyzer<"content", "signature"> {
  return {
    id: "minhash",
    version: CODE_VERSION,
    needs: ["content"],
    adds: ["signature"],
    analyze: (batch) => batch.map(({ content }) => ({ signature: signatureOf(content) })),
  };
}
