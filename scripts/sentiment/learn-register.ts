// Learns which words tell messages to the authorities from reviews and posts, and writes config/lexicon/register.txt:
// words with weights, no text. Usage: node --import tsx scripts/sentiment/learn-register.ts [data folder]

import type { Word } from "../../core/analyzer.js";
import { writeFileAtomic } from "../../core/atomic-file.js";
import { shipped } from "../../core/paths.js";
import { labelledRows, trainingMessages } from "./corpora.js";
import { logistic, type Sample } from "./logistic.js";
import { wordsOf } from "./words.js";

const folder = process.argv[2] ?? process.env.MINYI_DATA ?? "../shared/data";
/** Messages are cut to the length of reviews, so that length tells nothing. */
const MAX_WORDS = 60;
const MIN_TEXTS = 40;
/** There are six times as many reviews as messages. */
const MESSAGE_IMPORTANCE = 3;
const KEEP = 0.3;
const HAN = /^\p{Script=Han}{2,}$/u;

const texts: { label: 0 | 1; words: Set<string> }[] = [];
/** Names of places and persons would tell one province from another, not messages from reviews. */
const telling = (words: Word[]) =>
  new Set(words.slice(0, MAX_WORDS).flatMap((w) => (HAN.test(w.text) && !/^n[rst]/.test(w.tag) ? [w.text] : [])));
for (const { title, text } of trainingMessages(folder)) {
  texts.push({ label: 1, words: telling(await wordsOf(`${title}\n${text}`)) });
}
for (const { text, split } of labelledRows(folder)) {
  if (split === "train") texts.push({ label: 0, words: telling(await wordsOf(text)) });
}

const counts = new Map<string, number>();
for (const { words } of texts) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
const names = [...counts].filter(([, n]) => n >= MIN_TEXTS).map(([word]) => word);
const index = new Map(names.map((word, k) => [word, k]));
const samples: Sample[] = texts.map(({ label, words }) => ({
  label,
  fixed: 0,
  importance: label === 1 ? MESSAGE_IMPORTANCE : 1,
  features: [...words].flatMap((word) => {
    const k = index.get(word);
    return k === undefined ? [] : [[k, 1] as const];
  }),
}));
const weights = logistic(samples, {
  prior: names.map(() => 0),
  seenIn: names.map((word) => counts.get(word) as number),
  scale: 1,
  ridge: 3,
  epochs: 6,
});

const register = names
  .map((word, k) => [word, Math.max(-3, Math.min(3, Math.round((weights[k] as number) * 10) / 10))] as const)
  .filter(([, weight]) => Math.abs(weight) >= KEEP)
  .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
const messages = texts.filter((t) => t.label === 1).length;
writeFileAtomic(
  shipped("config", "lexicon", "register.txt"),
  [
    "# 语体词 | Words that tell messages to the authorities (above 0) from reviews and posts (below 0).",
    "# Learned by scripts/sentiment/learn-register.ts; word statistics only. Licence: Apache-2.0.",
    `# From ${messages} public messages and ${texts.length - messages} reviews.`,
    ...register.map(([word, weight]) => `${word} ${weight}`),
    "",
  ].join("\n"),
);
const right = texts.filter(({ label, words }) => {
  let sum = 0;
  for (const word of words) sum += weights[index.get(word) ?? -1] ?? 0;
  return sum > 0 === (label === 1);
}).length;
process.stdout.write(`${register.length} words; ${right} of ${texts.length} training texts on the right side\n`);
