import { readFileSync } from "node:fs";
import { shipped } from "../core/paths.js";

/** Bits of the table; a gram has one, and shares it with few others. */
export const COMMON_BITS = 22;

let table: Uint8Array | undefined;

/**
 * Whether a triple of characters is used at large: one that is not, and is repeated all the same, is mostly part of a
 * name. Of grams that are not, 1 in 20 is taken for one that is. See analyzers/models/common-grams/README.md.
 * @param gram as gramHash gives it
 */
export function isCommonGram(gram: number): boolean {
  table ??= readFileSync(shipped("analyzers", "models", "common-grams", "grams.bin"));
  const bit = gram >>> (32 - COMMON_BITS);
  return (table[bit >>> 3]! & (1 << (bit & 7))) !== 0;
}
