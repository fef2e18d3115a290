import type { NgramReader } from "./features.js";
import { NgramCounts } from "./ngram-counts.js";

/** Which n-gram holds each slot of the model's table, and how rare it is. */
export interface Vocabulary {
  slotBits: number;
  /** Per slot: the low eight bits of the hash of the n-gram that holds it. */
  checks: Uint8Array;
  /** Per slot: inverse document frequency in steps of `idfStep`; 0 in a slot that nobody holds. */
  idfs: Uint8Array;
  idfStep: number;
}

/**
 * Gives every slot to the n-gram of the most documents among those that hash there (ties: the smaller hash).
 * @param minDocuments n-grams in fewer documents get no slot
 */
export function buildVocabulary(
  reader: NgramReader,
  texts: readonly string[],
  slotBits: number,
  minDocuments: number,
): Vocabulary {
  const documents = new NgramCounts();
  texts.forEach((text, document) => {
    reader.read(text);
    for (let i = 0; i < reader.length; i++) documents.add(reader.hashes[i]!, document);
  });
  const slots = 2 ** slotBits;
  const holders = new Int32Array(slots);
  const counts = new Int32Array(slots);
  documents.forEach((hash, count) => {
    if (count < minDocuments) return;
    const slot = hash >>> (32 - slotBits);
    const best = counts[slot]!;
    if (count > best || (count === best && hash < holders[slot]!)) {
      counts[slot] = count;
      holders[slot] = hash;
    }
  });
  const idf = (count: number) => Math.log((1 + texts.length) / (1 + count)) + 1;
  const idfStep = idf(minDocuments) / 255;
  return {
    slotBits,
    checks: Uint8Array.from(holders, (hash) => hash & 255),
    idfs: Uint8Array.from(counts, (count) => (count === 0 ? 0 : Math.max(1, Math.round(idf(count) / idfStep)))),
    idfStep,
  };
}
