// Learns the review register of the sentiment lexicon and writes config/lexicon/learned.txt: words and pairs of words
// with strengths, no text. Usage: node --import tsx scripts/sentiment/learn-weights.ts [data folder]
//
// Logistic regression over the phrases that weighEvidence finds, each counted with the weight that its surroundings give
// it, and over pairs of neighbouring words. Each weight is drawn towards the hand-given strength, else towards the
// logarithm of the word's odds. Training portions only (see corpora.ts).
import { PhraseTable } from "../../analyzers/phrase-table.js";
import { weighEvidence } from "../../analyzers/sentiment/evidence.js";
import { readCues } from "../../analyzers/sentiment/lexicon.js";
import { PAIR_MARK } from "../../analyzers/sentiment/pairs.js";
import type { Word } from "../../core/analyzer.js";
import { writeFileAtomic } from "../../core/atomic-file.js";
import { shipped } from "../../core/paths.js";
import { type LabelledRow, labelledRows } from "./corpora.js";
import { logistic } from "./logistic.js";
import { wordsOf } from "./words.js";

const folder = process.argv[2] ?? process.env.MINYI_DATA ?? "../shared/data";
/** A word has to occur in so many reviews of two domains, and its odds to differ so much (logarithm); so has a pair. */
const WORD = { least: 15, odds: 0.15 };
const PAIR = { least: 20, odds: 0.5 };
/** Logits per unit of strength. */
const SCALE = 0.4;
const RIDGE = 3;
const EPOCHS = 8;
/** Hand-given strengths are about twice too large for the learned ones. */
const HAND_SHARE = 0.5;
const ODDS_SHARE = 0.3;
/** The reviews proper count more than the far larger shopping corpus. */
const CORPUS_WEIGHT: Record<string, number> = { reviews: 3 };
/** A phrase counts at most so often in one text. */
const MOST = 3;
/** Smaller strengths are left out, except where they correct a hand-given one. */
const KEEP = 0.2;
const HAN = /^\p{Script=Han}+$/u;

type LabelledText = Pick<LabelledRow, "corpus" | "domain" | "label"> & { words: Word[] };

const train: LabelledText[] = [];
for (const { text, split, corpus, domain, label } of labelledRows(folder)) {
  if (split === "train") train.push({ corpus, domain, label, words: await wordsOf(text) });
}

/** The distinct pairs of neighbouring Han words of a text. */
function pairsOf(words: readonly Word[]): Set<string> {
  const pairs = new Set<string>();
  for (let i = 1; i < words.length; i++) {
    const [first, second] = [(words[i - 1] as Word).text, (words[i] as Word).text];
    if (HAN.test(first) && HAN.test(second)) pairs.add(first + PAIR_MARK + second);
  }
  return pairs;
}

function distinctWords(words: readonly Word[]): Set<string> {
  return new Set(words.map((w) => w.text).filter((text) => /^[\p{Script=Han}A-Za-z!！~～]+$/u.test(text)));
}

const totals = [0, 1].map((label) => train.filter((t) => t.label === label).length) as [number, number];

/** Logarithms of the odds of the phrases that are frequent, spread and telling enough. */
function tellingPhrases(
  phrasesOf: (words: readonly Word[]) => Set<string>,
  limits: { least: number; odds: number },
): Map<string, number> {
  const counts = new Map<string, { labels: [number, number]; domains: Set<string> }>();
  for (const { words, label, domain } of train) {
    for (const phrase of phrasesOf(words)) {
      let count = counts.get(phrase);
      if (count === undefined) {
        count = { labels: [0, 0], domains: new Set() };
        counts.set(phrase, count);
      }
      count.labels[label]++;
      count.domains.add(domain);
    }
  }
  const telling = new Map<string, number>();
  for (const [phrase, { labels, domains }] of counts) {
    const [negative, positive] = labels;
    if (negative + positive < limits.least || domains.size < 2) continue;
    const odds = Math.log((positive + 0.5) / totals[1] / ((negative + 0.5) / totals[0]));
    if (Math.abs(odds) >= limits.odds) telling.set(phrase, odds);
  }
  return telling;
}

const wordOdds = tellingPhrases(distinctWords, WORD);
const pairOdds = tellingPhrases(pairsOf, PAIR);
const cues = readCues(["polarity.txt", "emoji.txt"]);
const hand = new Map(
  [...cues].flatMap(([phrase, cue]) => (cue.strength === undefined ? [] : [[phrase, cue.strength]])),
);
for (const [word, odds] of wordOdds) {
  const cue = cues.get(word) ?? {};
  if (cue.strength === undefined) cues.set(word, { ...cue, strength: ODDS_SHARE * odds });
}

const table = new PhraseTable(cues);
const index = new Map<string, number>();
const prior: number[] = [];
const seenIn: number[] = [];
const samples = train.map(({ words, label, corpus }) => {
  const features = new Map<number, number>();
  const add = (phrase: string, weight: number, towards: number) => {
    let k = index.get(phrase);
    if (k === undefined) {
      k = prior.length;
      index.set(phrase, k);
      prior.push(towards);
      seenIn.push(0);
    }
    features.set(k, (features.get(k) ?? 0) + weight);
  };
  let fixed = 0;
  for (const { phrase, strength, weight } of weighEvidence(words, table, "review")) {
    // Thanks and rhetorical questions have strengths of their own, which are not learned.
    if (cues.get(phrase)?.strength !== strength) fixed += strength * weight * SCALE;
    else add(phrase, weight, hand.has(phrase) ? (hand.get(phrase) as number) * HAND_SHARE : strength);
  }
  for (const pair of pairsOf(words)) if (pairOdds.has(pair)) add(pair, 1, 0);
  for (const [k, v] of features) features.set(k, Math.max(-MOST, Math.min(MOST, v)));
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
    "# 评论语体的词分值 | Strengths of words, and of pairs of neighbouring words (不+再), in reviews and posts; there they",
    "# take the place of those in polarity.txt.",
    "# Learned by scripts/sentiment/learn-weights.ts; word statistics only. Licence: Apache-2.0.",
    `# From ${train.length} reviews: the training split of ChnSentiCorp and nine tenths of public shopping, food-delivery`,
    "# and Weibo reviews; what is measured on is left out.",
    ...learned.map(([phrase, weight]) => `${phrase} ${weight}`),
    "",
  ].join("\n"),
);
process.stdout.write(`${learned.length} phrases from ${train.length} reviews\n`);
