import { byCodePoint } from "../../top-list.js";
import type { Contrast } from "./contrast.js";
import { canBeName, divisionsIn } from "./phrases.js";
import { type Clause, textOf } from "./words-in-place.js";

const LONGEST_WORDS = 6;
/** Words of two characters that are rare are more often a matter than a name. */
const SHORTEST = 3;
const LONGEST = 10;
/** Share of the titles that must have it. */
const LEAST_SHARE = 0.6;
/** A longer string is taken as long as it loses no more than this share of the titles. */
const KEPT = 0.75;
/** A word is the issue's own if for each of its messages that use it no more than so many others do … */
const MOST_OUTSIDE = 1;
/** … for the first word of a longer name, which may be a known firm's, and for all of a coded one no more than this … */
const MOST_OUTSIDE_LOOSE = 4;
/** … and no larger share of all others. */
const RARE = 0.01;
/** 58车贷, K9县: numbers and letters grown together with a word. */
const CODED = /^(?=.*[\dA-Za-z])(?=.*\p{Script=Han}{2})/u;

/** A string that titles share, with the share of them that do. */
export interface SharedName {
  name: string;
  titles: number;
}

/**
 * Whether words can be the name of a party of this issue: one of them is the issue's own, or they are coded; and they
 * begin and end with such words, or with single characters, as names that no dictionary knows are cut.
 */
function isOwnName(words: readonly string[], { members, others, shares, outside }: Contrast): boolean {
  const isOwn = (word: string, most = MOST_OUTSIDE): boolean => {
    if (word.length < 2 || !/\p{Script=Han}/u.test(word)) return false;
    const elsewhere = outside(word);
    return elsewhere <= most * (shares.get(word) ?? 0) * members && elsewhere <= RARE * others;
  };
  const isCoded = CODED.test(words.join(""));
  if (!isCoded && !words.some((word) => isOwn(word))) return false;
  const canStand = (word: string, most: number): boolean =>
    word.length === 1 || /[\dA-Za-z]/.test(word) || isOwn(word, most);
  return (
    canStand(words[0]!, MOST_OUTSIDE_LOOSE) && canStand(words.at(-1)!, isCoded ? MOST_OUTSIDE_LOOSE : MOST_OUTSIDE)
  );
}

/**
 * The party that most titles name, where no gazetteer and no rule knows it: the longest string shared by most titles with
 * a word in it that hardly anything else uses. `titles` are the clauses of each message's title.
 */
export function sharedName(
  titles: readonly (readonly Clause[])[],
  divisions: readonly string[],
  contrast: Contrast,
): SharedName | undefined {
  const found = new Map<string, { words: string[]; titles: Set<number> }>();
  titles.forEach((clauses, i) => {
    for (const clause of clauses) {
      for (let from = 0; from < clause.length; from++) {
        for (let to = from + 1; to <= Math.min(clause.length, from + LONGEST_WORDS); to++) {
          const span = clause.slice(from, to);
          const name = textOf(span);
          if (name.length > LONGEST) break;
          const entry = found.get(name) ?? { words: span.map(({ text }) => text), titles: new Set<number>() };
          entry.titles.add(i);
          found.set(name, entry);
        }
      }
    }
  });
  const least = Math.max(2, LEAST_SHARE * titles.length);
  const good = [...found]
    .map(([name, entry]) => ({ name, words: entry.words, titles: entry.titles.size }))
    .filter(({ name, words, titles: count }) => {
      if (count < least * KEPT || name.length < SHORTEST) return false;
      if (!canBeName(words)) return false;
      const covered = divisionsIn(name, divisions);
      if (covered.some(([start]) => start === 0)) return false;
      return isOwnName(words, contrast);
    });
  const most = Math.max(0, ...good.map(({ titles: count }) => count));
  if (most < least) return undefined;
  return good
    .filter(({ titles: count }) => count >= KEPT * most)
    .sort((a, b) => b.name.length - a.name.length || b.titles - a.titles || byCodePoint(a.name, b.name))
    .map(({ name, titles: count }) => ({ name, titles: count / titles.length }))[0];
}
