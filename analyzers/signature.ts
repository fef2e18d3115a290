import type { Analyzer } from "../core/analyzer.js";

const CODE_VERSION = "1";
/** Hash functions; the standard error of an estimated similarity of 0.85 is 0.045. */
const HASHES = 64;
const SHINGLE = 3;
/** Only this much of a text is fingerprinted: repeats differ at the end, not in length. */
const MAX_CHARACTERS = 2_000;

/** Multipliers and offsets of the hash functions, from a fixed xorshift sequence: the same on every machine. */
const [multipliers, offsets] = (() => {
  const a = new Int32Array(HASHES);
  const b = new Int32Array(HASHES);
  let x = 0x9e3779b9;
  const next = () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return x;
  };
  for (let i = 0; i < HASHES; i++) {
    a[i] = next() | 1;
    b[i] = next();
  }
  return [a, b];
})();

/** Letters, digits and Han characters, lower case: what has to agree for two texts to be the same. */
function skeleton(content: string): string {
  return content
    .slice(0, MAX_CHARACTERS)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");
}

/**
 * MinHash of the text's overlapping character triples (Broder 1997): 64 values of 16 bits, as 256 hexadecimal digits.
 * The share of equal values estimates the share of common triples (Jaccard similarity). Texts of one or two characters
 * are one shingle; the empty text has the empty signature, which resembles nothing.
 */
export function signatureOf(content: string): string {
  const text = skeleton(content);
  if (text === "") return "";
  const minima = new Uint32Array(HASHES).fill(0xffffffff);
  const last = Math.max(0, text.length - SHINGLE);
  for (let i = 0; i <= last; i++) {
    let shingle = 0x811c9dc5;
    for (let j = i; j < i + SHINGLE && j < text.length; j++) {
      shingle = Math.imul(shingle ^ text.charCodeAt(j), 0x01000193);
    }
    shingle ^= shingle >>> 15;
    for (let k = 0; k < HASHES; k++) {
      let value = Math.imul(shingle, multipliers[k] as number) + (offsets[k] as number);
      value = (value ^ (value >>> 16)) >>> 0;
      if (value < (minima[k] as number)) minima[k] = value;
    }
  }
  const bytes = Buffer.allocUnsafe(HASHES * 2);
  for (let k = 0; k < HASHES; k++) bytes.writeUInt16BE((minima[k] as number) & 0xffff, k * 2);
  return bytes.toString("hex");
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
