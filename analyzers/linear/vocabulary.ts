import { HEAD_WEIGHT, NgramReader } from "./features.js";

/** Which n-gram holds each slot of the model's table, and how rare it is. */
export interface Vocabulary {
  slotBits: number;
  checks: Uint8Array;
  idfs: Uint8Array;
  idfStep: number;
}

/** The n-grams of a text with how often each occurs, the head's counted double. */
export function countNgrams(reader: NgramReader, text: string): Map<number, number> {
  reader.read(text);
  const counts = new Map<number, number>();
  for (let i = 0; i < reader.length; i++) {
    const hash = reader.hashes[i]!;
    counts.set(hash, (counts.get(hash) ?? 0) + (i < reader.headLength ? HEAD_WEIGHT : 1));
  }
  return counts;
}

/**
 * Gives every slot to the n-gram of the most documents among those that hash there (ties: the smaller hash).
 * @param minDocuments n-grams in fewer documents get no slot
 */
export function buildVocabulary(texts: readonly string[], slotBits: number, minDocuments: number): Vocabulary {
  const reader = new NgramReader();
  const documents = new Map<number, number>();
  for (const text of texts) {
    for (const hash of countNgrams(reader, text).keys()) documents.set(hash, (documents.get(hash) ?? 0) + 1);
  }
  const slots = 2 ** slotBits;
  const holders = new Int32Array(slots);
  const counts = new Int32Array(slots);
  for (const [hash, count] of documents) {
    if (count < minDocuments) continue;
    const slot = hash >>> (32 - slotBits);
    const best = counts[slot]!;
    if (count > best || (count === best && hash < holders[slot]!)) {
      counts[slot] = count;
      holders[slot] = hash;
    }
  }
  const idf = (count: number) => Math.log((1 + texts.length) / (1 + count)) + 1;
  const idfStep = idf(minDocuments) / 255;
  return {
    slotBits,
    checks: Uint8Array.from(holders, (hash) => hash & 255),
    idfs: Uint8Array.from(counts, (count) => (count === 0 ? 0 : Math.max(1, Math.round(idf(count) / idfStep)))),
    idfStep,
  };
}
