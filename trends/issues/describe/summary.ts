import type { TellingSentence } from "../../../core/issue.js";
import { byCodePoint } from "../../top-list.js";
import type { Sentence } from "./sentences.js";

const MOST = 4;
const LEAST = 2;
/** A further sentence must tell at least this share of what the first one tells. */
const WORTH = 0.35;
/** What another sentence has told already counts this much. */
const TOLD = 0.2;
/** Sentences with more character pairs than this in common say the same. */
const SAME = 0.5;
const MASK_COST = 0.85;
/** Sentences that lean on the one before, or only ask for something. */
const LEANING =
  /^(?:因此|所以|因而|于是|而且|并且|但|可是|然而|同时|另外|此外|还有|其次|最后|第[一二三四五]|请问|希望|恳请|请求|请|望|而|这|那|他|她|它|如果|按照|根据|为此|导致)/;
const LEANING_COST = 0.75;
/** Characters that are read at a glance. */
const EASY_LENGTH = 60;
/** Of the length of a sentence: 0 none, 1 as much as it gains. */
const LENGTH_COST = 0.6;

/**
 * How much of the issue a sentence tells: the weights of its typical words, each once, over a root of its length, so
 * that neither a word by itself nor a list of everything wins.
 */
export function tellingOf(
  { words, text }: Sentence,
  weights: ReadonlyMap<string, number>,
  told: ReadonlySet<string> = new Set(),
): number {
  let sum = 0;
  for (const word of new Set(words)) sum += (weights.get(word) ?? 0) * (told.has(word) ? TOLD : 1);
  const cost = (text.includes("[") ? MASK_COST : 1) * (LEANING.test(text) ? LEANING_COST : 1);
  const length = Math.max(1, text.length / EASY_LENGTH) ** LENGTH_COST;
  return (sum * cost) / ((words.length + 8) ** LENGTH_COST * Math.sqrt(length));
}

function pairsOf(text: string): Set<string> {
  const plain = text.replace(/[^\p{L}\p{N}]/gu, "");
  return new Set(Array.from({ length: Math.max(0, plain.length - 1) }, (_, i) => plain.slice(i, i + 2)));
}

/** Whether most of the shorter one's character pairs stand in the other one too. */
function saySame(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const pair of small) if (large.has(pair)) shared += 1;
  return shared > SAME * small.size;
}

/**
 * Two to four sentences of different messages that together tell most of the issue: at each step the one that adds most
 * to what is told already. `sentences` come in order of time: the earlier wins a tie.
 */
export function summaryOf(sentences: readonly Sentence[], weights: ReadonlyMap<string, number>): TellingSentence[] {
  const candidates = sentences
    .map((sentence, order) => ({ sentence, order, value: tellingOf(sentence, weights) }))
    .filter(({ value }) => value > 0)
    .sort((a, b) => b.value - a.value || a.order - b.order || byCodePoint(a.sentence.text, b.sentence.text))
    .slice(0, 200)
    .map((entry) => ({ ...entry, pairs: pairsOf(entry.sentence.text) }));
  const chosen: typeof candidates = [];
  const told = new Set<string>();
  while (chosen.length < MOST) {
    let best: { entry: (typeof candidates)[number]; value: number } | undefined;
    for (const entry of candidates) {
      const isNew = chosen.every(
        ({ sentence, pairs }) => sentence.documentId !== entry.sentence.documentId && !saySame(pairs, entry.pairs),
      );
      if (!isNew) continue;
      const value = tellingOf(entry.sentence, weights, told);
      if (!best || value > best.value) best = { entry, value };
    }
    if (!best) break;
    if (chosen.length >= LEAST && best.value < WORTH * chosen[0]!.value) break;
    chosen.push(best.entry);
    for (const word of best.entry.sentence.words) told.add(word);
  }
  return chosen.map(({ sentence: { text, documentId } }) => ({ text, documentId }));
}
