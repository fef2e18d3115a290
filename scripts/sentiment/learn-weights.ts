// Learns the review register of the sentiment lexicon and writes config/lexicon/learned.txt: words with weights, no text.
// Usage: node --import tsx scripts/sentiment/learn-weights.ts [data folder]
//
// Weights: logistic regression over the phrases that weighEvidence finds, each counted with the weight that its
// surroundings give it, drawn towards the hand-given strength. Training portions only (see corpora.ts).

import { PhraseTable } from "../../analyzers/phrase-table.js";
import { weighEvidence } from "../../analyzers/sentiment/evidence.js";
import { readCues } from "../../analyzers/sentiment/lexicon.js";
import { writeFileAtomic } from "../../core/atomic-file.js";
import { shipped } from "../../core/paths.js";
import { type LabelledText, labelledRows, wordsOf } from "./corpora.js";
import { logistic } from "./logistic.js";

const folder = process.argv[2] ?? process.env.MINYI_DATA ?? "../shared/data";
const MIN_WORD = 15;
const MIN_PAIR = 40;
const WORD_LOG_ODDS = 0.15;
const PAIR_LOG_ODDS = 0.5;
/** Logits per unit of strength. */
const SCALE = 0.4;
const RIDGE = 2;
const EPOCHS = 12;
/** Hand-given strengths are about twice too large for the learned ones. */
const HAND_SHARE = 0.5;
/** The reviews proper count more than the far larger shopping corpus. */
const CORPUS_WEIGHT: Record<string, number> = { reviews: 3 };
const HAN = /^\p{Script=Han}+$/u;
const KEEP = 0.15;

const train: LabelledText[] = [];
for (const { text, split, ...row } of labelledRows(folder)) {
  if (split === "train") train.push({ ...row, words: await wordsOf(text) });
}

interface Count {
  labels: [number, number];
  domains: Set<string>;
}

function countPhrases(texts: readonly LabelledText[]): { words: Map<string, Count>; pairs: Map<string, Count> } {
  const words = new Map<string, Count>();
  const pairs = new Map<string, Count>();
  for (const { words: list, label, domain } of texts) {
    const seen = new Set<string>();
    const add = (counts: Map<string, Count>, phrase: string) => {
      if (seen.has(phrase)) return;
      seen.add(phrase);
      let count = counts.get(phrase);
      if (count === undefined) {
        count = { labels: [0, 0], domains: new Set() };
        counts.set(phrase, count);
      }
      count.labels[label]++;
      count.domains.add(domain);
    };
    for (const [i, { text }] of list.entries()) {
      if (!/^[\p{Script=Han}A-Za-z!~]+$/u.test(text)) continue;
      add(words, text);
      const next = list[i + 1];
      if (next !== undefined && HAN.test(text) && HAN.test(next.text)) add(pairs, text + next.text);
    }
  }
  return { words, pairs };
}

const cues = readCues(["polarity.txt", "emoji.txt"]);
const hand = new Map(
  [...cues].flatMap(([phrase, cue]) => (cue.strength === undefined ? [] : [[phrase, cue.strength]])),
);
const totals = [0, 1].map((label) => train.filter((t) => t.label === label).length) as [number, number];
const logOdds = ({ labels: [negative, positive] }: Count) =>
  Math.log((positive + 0.5) / totals[1] / ((negative + 0.5) / totals[0]));

const counted = countPhrases(train);
for (const [counts, least, odds] of [
  [counted.words, MIN_WORD, WORD_LOG_ODDS],
  [counted.pairs, MIN_PAIR, PAIR_LOG_ODDS],
] as const) {
  for (const [phrase, count] of counts) {
    const log = logOdds(count);
    if (count.labels[0] + count.labels[1] < least || count.domains.size < 2 || Math.abs(log) < odds) continue;
    const cue = cues.get(phrase) ?? {};
    if (cue.strength === undefined) cues.set(phrase, { ...cue, strength: 0.3 * log });
  }
}

const table = new PhraseTable(cues);
const index = new Map<string, number>();
const prior: number[] = [];
const seenIn: number[] = [];
const samples = train.map(({ words, label, corpus }) => {
  const features = new Map<number, number>();
  let fixed = 0;
  for (const { phrase, strength, weight } of weighEvidence(words, table, "review")) {
    if (cues.get(phrase)?.strength !== strength) {
      fixed += strength * weight * SCALE;
      continue;
    }
    let k = index.get(phrase);
    if (k === undefined) {
      k = prior.length;
      index.set(phrase, k);
      prior.push((hand.get(phrase) ?? 0) * HAND_SHARE);
      seenIn.push(0);
    }
    features.set(k, (features.get(k) ?? 0) + weight);
  }
  for (const [k, v] of features) features.set(k, Math.max(-3, Math.min(3, v)));
  for (const k of features.keys()) seenIn[k] = (seenIn[k] as number) + 1;
  return { label, fixed, features: [...features], importance: CORPUS_WEIGHT[corpus] ?? 1 };
});

const weights = logistic(samples, { prior, seenIn, scale: SCALE, ridge: RIDGE, epochs: EPOCHS });

const learned = [...index]
  .map(([phrase, k]) => [phrase, Math.max(-3, Math.min(3, Math.round((weights[k] as number) * 10) / 10))] as const)
  .filter(([phrase, weight]) => Math.abs(weight) >= KEEP || hand.has(phrase))
  .sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1));
writeFileAtomic(
  shipped("config", "lexicon", "learned.txt"),
  [
    "# 评论语体的词分值 | Strengths of phrases in reviews and posts, in place of those in polarity.txt.",
    "# Learned by scripts/sentiment/learn-weights.ts; word statistics only. Licence: Apache-2.0.",
    `# From ${train.length} reviews: the training split`,
    "# of ChnSentiCorp and nine tenths of public shopping, food-delivery and Weibo reviews; what is measured on is left out.",
    ...learned.map(([phrase, weight]) => `${phrase} ${weight}`),
    "",
  ].join("\n"),
);

process.stdout.write(`${learned.length} phrases from ${train.length} reviews\n`);
