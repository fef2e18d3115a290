/**
 * Which triples of characters are used at large: `npx tsx scripts/issues/common-grams.ts [DATA]`. Reads the training rows of
 * labelled messages, reviews and posts (DATA: the folder of the development data) and writes
 * analyzers/models/common-grams/grams.bin. Messages among which issues are looked for are not read.
 */

import { COMMON_BITS } from "../../analyzers/common-grams.js";
import { addGrams, folded } from "../../analyzers/grams.js";
import { readPostRows } from "../../analyzers/models/train/post-rows.js";
import { readTopicRows } from "../../analyzers/models/train/topic-rows.js";
import { writeFileAtomic } from "../../core/atomic-file.js";
import { shipped } from "../../core/paths.js";

/** Texts from which a gram is common. */
const LEAST = 3;
const CHARACTERS = 400;

const folder = process.argv[2] ?? process.env.MINYI_DATA ?? "../shared/data";
const texts = [
  ...readTopicRows(folder).train.map(({ text }) => text.replaceAll(" ", "")),
  ...readPostRows(folder).flatMap(({ text, split }) => (split === "train" ? [text] : [])),
];
const counts = new Map<number, number>();
for (const text of new Set(texts)) {
  const grams = new Set<number>();
  addGrams(folded(text, CHARACTERS), grams, CHARACTERS);
  for (const gram of grams) counts.set(gram, (counts.get(gram) ?? 0) + 1);
}
const table = new Uint8Array(2 ** COMMON_BITS / 8);
let common = 0;
for (const [gram, count] of counts) {
  if (count < LEAST) continue;
  common++;
  const bit = gram >>> (32 - COMMON_BITS);
  table[bit >>> 3]! |= 1 << (bit & 7);
}
const set = table.reduce((sum, byte) => sum + byte.toString(2).replaceAll("0", "").length, 0);
console.log(
  `${texts.length} texts, ${counts.size} grams, ${common} common, ${((100 * set) / 2 ** COMMON_BITS).toFixed(1)} % of the bits`,
);
writeFileAtomic(shipped("analyzers", "models", "common-grams", "grams.bin"), table);
