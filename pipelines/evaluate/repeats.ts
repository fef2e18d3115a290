import { bandKeys, similarity } from "../fold/similarity.js";

/** As in the fold step: two texts with this share of common character triples are the same one. */
const SAME = 0.85;

/**
 * For every text the index of the first one that it repeats, or its own: near-duplicates share a number.
 * @param signatures as of analyzers/signature.ts
 */
export function groupRepeats(signatures: readonly string[]): number[] {
  const buckets = new Map<string, number[]>();
  const groups: number[] = [];
  for (const [i, signature] of signatures.entries()) {
    let group = i;
    const keys = bandKeys(signature).map((key, band) => `${band}:${key}`);
    search: for (const key of keys) {
      for (const first of buckets.get(key) ?? []) {
        if (similarity(signature, signatures[first]!) < SAME) continue;
        group = first;
        break search;
      }
    }
    groups.push(group);
    if (group !== i) continue;
    for (const key of keys) {
      const bucket = buckets.get(key);
      if (bucket) bucket.push(i);
      else buckets.set(key, [i]);
    }
  }
  return groups;
}
