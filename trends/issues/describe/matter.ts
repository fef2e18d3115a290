import { byCodePoint } from "../../top-list.js";
import type { Background } from "./background.js";
import { canEnd, divisionsIn, isExpressive, opens, PERSONAL } from "./phrases.js";
import { type Clause, textOf, type WordInPlace } from "./words-in-place.js";

const SHORTEST = 4;
const LONGEST = 14;
/** A word that a smaller share of the titles has makes a phrase less typical. */
const COMMON = 0.2;
/** Phrases that end or begin where a clause does are rarely cut off. */
const WHOLE_END = 0.5;
const WHOLE_START = 0.2;

/**
 * How phrases are weighed where the messages have no titles and their sentences stand for them: what a sentence begins or
 * ends with is no sign of anything, people tell much beside the matter, and a long stretch of it reads as one cut off.
 */
const SPOKEN = { common: 0.34, wholeEnd: 0, wholeStart: 0, longest: 10 };
const TITLED = { common: COMMON, wholeEnd: WHOLE_END, wholeStart: WHOLE_START, longest: LONGEST };
/** Words by which a sentence asks or tells how bad it is: no phrase of a sentence has them. */
const ASIDE =
  /^(?:的|什么|什么时候|何时|怎么|怎么办|怎样|能否|能不能|可以|可不可以|会不会|请问|麻烦|希望|特别|非常|太|很|实在|真的|根本|一直|天天|每天|总是|老是|经常|又是|都|也|还|还在|就|才|得|我|我们|我家|你们|他们|家里)$/u;

/** A stretch of a clause that may be the matter, and whether it begins and ends where the clause does. */
interface Phrase {
  words: string[];
  wholeStart: boolean;
  wholeEnd: boolean;
}

/** Pieces of a clause between names of the subject, of other places and of divisions. */
export function piecesOf(clause: Clause, names: readonly string[], divisions: readonly string[]): WordInPlace[][] {
  const text = textOf(clause);
  const taken = divisionsIn(text, [...names, ...divisions]);
  const pieces: WordInPlace[][] = [[]];
  let at = 0;
  for (const word of clause) {
    const end = at + word.text.length;
    if (taken.some(([from, to]) => from < end && at < to)) pieces.push([]);
    else pieces.at(-1)!.push(word);
    at = end;
  }
  return pieces.filter((piece) => piece.length > 0);
}

/** A piece of a sentence, cut where it asks or tells how bad it is. */
function withoutAsides(piece: readonly WordInPlace[]): WordInPlace[][] {
  const pieces: WordInPlace[][] = [[]];
  for (const word of piece) {
    if (ASIDE.test(word.text)) pieces.push([]);
    else pieces.at(-1)!.push(word);
  }
  return pieces.filter(({ length }) => length > 0);
}

/** A piece without wrappings at both ends, without persons. */
function unwrapped(piece: readonly WordInPlace[]): string[] {
  const words = piece.map(({ text }) => text).filter((word) => !isExpressive(word));
  let from = 0;
  let to = words.length;
  while (from < to) {
    if (opens(words[from]!)) from += 1;
    else if (opens(words.slice(from, from + 2).join(""))) from += 2;
    else break;
  }
  while (to > from && !canEnd(words, to)) to -= 1;
  return words.slice(from, to);
}

function phrasesIn(words: readonly string[], longest: number): Phrase[] {
  const phrases: Phrase[] = [];
  for (let from = 0; from < words.length; from++) {
    if (opens(words[from]!) || (from > 0 && words[from]!.length === 1)) continue;
    let length = 0;
    for (let to = from + 1; to <= words.length; to++) {
      length += words[to - 1]!.length;
      if (length > longest || PERSONAL.test(words[to - 1]!)) break;
      const wholeEnd = to === words.length;
      if (length < SHORTEST || !canEnd(words, to)) continue;
      // Before an office stands a name; a single character that isn't the last is rarely the end of anything.
      if (!wholeEnd && (PERSONAL.test(words[to]!) || words[to - 1]!.length === 1)) continue;
      phrases.push({ words: words.slice(from, to), wholeStart: from === 0, wholeEnd });
    }
  }
  return phrases;
}

/**
 * The phrase that is most typical of the titles: each word counts by the share of titles that have it and by how
 * telling it is at large; words that few titles have count against it. `names` of places and `divisions` are left out,
 * `room` is the number of characters that it may have; `spoken`: most messages have no title, and a sentence stands for it. "" where no title has a phrase.
 */
export function matterOf(
  titles: readonly (readonly Clause[])[],
  {
    names,
    divisions,
    room,
    spoken,
  }: { names: readonly string[]; divisions: readonly string[]; room: number; spoken: boolean },
  background: Background,
): string {
  const { common, wholeEnd: atEnd, wholeStart: atStart, longest: most } = spoken ? SPOKEN : TITLED;
  const piecesByTitle = titles.map((clauses) =>
    clauses
      .flatMap((clause) => piecesOf(clause, names, divisions))
      .flatMap((piece) => (spoken ? withoutAsides(piece) : [piece]))
      .map(unwrapped),
  );
  const longest = Math.min(most, room);
  const counts = new Map<string, number>();
  for (const pieces of piecesByTitle) {
    for (const word of new Set(pieces.flat())) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const scale = Math.log(background.documents + 2);
  const worthOf = (word: string): number => {
    const telling = background.isTelling(word)
      ? Math.log((background.documents + 2) / (background.frequency(word) + 1))
      : 0;
    return Math.max(0.05, telling / scale) * ((counts.get(word) ?? 0) / titles.length - common);
  };
  const found = new Map<string, { score: number; titles: number }>();
  for (const pieces of piecesByTitle) {
    const seen = new Set<string>();
    for (const { words, wholeStart, wholeEnd } of pieces.flatMap((words) => phrasesIn(words, longest))) {
      const text = words.join("");
      const value = [...new Set(words)].reduce((sum, word) => sum + worthOf(word), 0);
      const score = value * (1 + (wholeStart ? atStart : 0) + (wholeEnd ? atEnd : 0));
      const entry = found.get(text) ?? { score, titles: 0 };
      entry.score = Math.max(entry.score, score);
      if (!seen.has(text)) entry.titles += 1;
      seen.add(text);
      found.set(text, entry);
    }
  }
  const ranked = [...found].map(([text, { score, titles: n }]) => ({
    text,
    score: score > 0 ? score * (1 + Math.log2(1 + n / titles.length)) : score,
  }));
  ranked.sort((a, b) => b.score - a.score || a.text.length - b.text.length || byCodePoint(a.text, b.text));
  return ranked[0]?.text ?? "";
}
