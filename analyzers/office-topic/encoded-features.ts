import type { Encoded } from "../../core/encoded.js";

/** A probability below this tells no more than this one. */
const LEAST = 1e-3;

/**
 * What the encoder says of a text as one row of numbers: its embedding, then the logarithms of what its heads find likely.
 * @param topics the encoder's first levels, in the order of the row
 */
export function encodedFeatures(encoded: Encoded, topics: readonly string[]): Float32Array {
  const { embedding, civic, post, emotion, severity, demand, register } = encoded;
  const heads = [
    ...topics.map((name) => encoded.topic[name] ?? 0),
    ...civic,
    ...post,
    ...emotion,
    ...severity,
    ...demand,
    register,
  ];
  const row = new Float32Array(embedding.length + heads.length);
  row.set(embedding);
  heads.forEach((probability, i) => {
    row[embedding.length + i] = Math.log(Math.max(LEAST, probability));
  });
  return row;
}
