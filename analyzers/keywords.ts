import { readFileSync } from "node:fs";
import type { Analyzer, Word } from "../core/analyzer.js";
import { hashOf } from "../core/ids.js";
import { shipped } from "../core/paths.js";
import { loadStopWords } from "./stop-words.js";

const CODE_VERSION = 1;
const MAX_KEYWORDS = 8;
/** A word of the title counts as often as this many in the text. */
const TITLE_COUNT = 3;
const MAX_KEYWORD_LENGTH = 12;

/** How telling a part of speech is. Tags that are not here (pronouns, adverbs, numbers, names of persons …) tell nothing. */
const TAG_WEIGHT: Record<string, number> = {
  n: 1,
  ng: 0.6,
  nz: 1,
  ns: 0.9,
  nt: 1,
  nrt: 0.8,
  vn: 1,
  an: 1,
  j: 1,
  l: 1,
  i: 0.9,
  v: 0.8,
  a: 0.6,
  eng: 0.5,
};

export interface KeywordWeights {
  /** Inverse document frequency by word, in tenths of a natural logarithm. */
  idf: ReadonlyMap<string, number>;
  /** That of a word the development data had too seldom to be counted. */
  unseen: number;
  stopWords: ReadonlySet<string>;
  hash: string;
}

/** Reads config/dictionary/idf.txt: `word idf` a line; the line `* idf` is for all other words. */
export function loadKeywordWeights(): KeywordWeights {
  const text = readFileSync(shipped("config", "dictionary", "idf.txt"), "utf8");
  const idf = new Map<string, number>();
  for (const line of text.split("\n")) {
    if (line === "" || line.startsWith("#")) continue;
    const at = line.indexOf(" ");
    idf.set(line.slice(0, at), Number(line.slice(at + 1)));
  }
  const unseen = idf.get("*") ?? 0;
  idf.delete("*");
  const stopWords = loadStopWords();
  return { idf, unseen, stopWords, hash: hashOf(text, ...stopWords).slice(0, 8) };
}

/** True for a word that says something: not punctuation, not space, not a mask token such as [手机]. */
export function isToken(word: Word): boolean {
  const { text } = word;
  const first = text.charCodeAt(0);
  if (first >= 0x4e00 && first <= 0x9fff) return true;
  // Spaces, ASCII and Chinese punctuation, the bracket of a mask token.
  if (first < 0x30 || first === 91 || (first >= 0x3000 && first <= 0x303f)) return false;
  return /[\p{L}\p{N}]/u.test(text);
}

/** A surname with an office is a person, not a matter. */
const OFFICIAL = /^.(书记|市长|县长|区长|镇长|乡长|局长|主任|先生|女士|老师|医生)$/;

/** Two Han characters or more, or a Latin word of three letters or more: A7 and 5G are codes, not keywords. */
export function canBeKeyword(text: string): boolean {
  const first = text.charCodeAt(0);
  if (first >= 0x4e00 && first <= 0x9fff) {
    return text.length >= 2 && text.length <= MAX_KEYWORD_LENGTH && !(text.length === 3 && OFFICIAL.test(text));
  }
  return /^[A-Za-z]{3,12}$/.test(text);
}

/** The most telling words, best first: count × inverse document frequency × part of speech; ties by first occurrence. */
export function keywordsOf(words: readonly Word[], titleLength: number, weights: KeywordWeights): string[] {
  const scores = new Map<string, number>();
  for (const { text, tag, start } of words) {
    const tagWeight = TAG_WEIGHT[tag];
    if (tagWeight === undefined || text.length < 2) continue;
    let score = scores.get(text);
    if (score === undefined) {
      if (weights.stopWords.has(text) || !canBeKeyword(text)) score = -1;
      else score = 0;
    }
    if (score >= 0)
      score += tagWeight * (weights.idf.get(text) ?? weights.unseen) * (start < titleLength ? TITLE_COUNT : 1);
    scores.set(text, score);
  }
  const ranked: [string, number][] = [];
  for (const entry of scores) if (entry[1] > 0) ranked.push(entry);
  ranked.sort((a, b) => b[1] - a[1]);
  return ranked.slice(0, MAX_KEYWORDS).map(([word]) => word);
}

/** Tokens for ranking and contrast, keywords for people. The office's boilerplate is no longer in the content. */
export function createKeywordsAnalyzer(): Analyzer<"content" | "title" | "words", "tokens" | "keywords"> {
  const weights = loadKeywordWeights();
  return {
    id: "keywords",
    version: `${CODE_VERSION}+idf:${weights.hash}`,
    needs: ["content", "title", "words"],
    adds: ["tokens", "keywords"],
    analyze: (batch) =>
      batch.map(({ content, title, words }) => {
        const titled = title !== undefined && content.startsWith(title);
        return {
          tokens: words.filter(isToken).map((word) => word.text),
          keywords: keywordsOf(words, titled ? title.length : 0, weights),
        };
      }),
  };
}
