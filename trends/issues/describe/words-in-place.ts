import type { FeedbackDocument } from "../../../core/feedback-document.js";

/** A word with where it stands in its string. */
export interface WordInPlace {
  text: string;
  start: number;
  end: number;
}

/** Words in sequence with nothing between them but quotation marks and dots inside names. */
export type Clause = WordInPlace[];

/** A title and a text as clauses. */
export interface Clauses {
  title: Clause[];
  text: Clause[];
}

/** Characters between two words of a string: punctuation, mask tokens, in a text also boilerplate that was left out. */
const LARGEST_GAP = 200;
/** What may stand inside a phrase without ending it. */
const NO_BREAK = /^[·•・“”"'‘’《》〈〉]*$/;

/** Finds tokens, from the `from`-th on, one after another in a string. `next` is the first that stands beyond it. */
function place(tokens: readonly string[], from: number, string: string): { words: WordInPlace[]; next: number } {
  const words: WordInPlace[] = [];
  let cursor = 0;
  let next = from;
  for (let i = from; i < tokens.length && cursor < string.length; i++) {
    const text = tokens[i]!;
    const start = string.indexOf(text, cursor);
    if (start < 0 || start - cursor > LARGEST_GAP) continue;
    words.push({ text, start, end: start + text.length });
    cursor = start + text.length;
    next = i + 1;
  }
  return { words, next };
}

/** Cuts words into clauses wherever punctuation, a space or a mask token stands between two of them. */
export function clausesOf(words: readonly WordInPlace[], string: string): Clause[] {
  const clauses: Clause[] = [];
  let end = -1;
  for (const word of words) {
    if (end >= 0 && NO_BREAK.test(string.slice(end, word.start))) clauses.at(-1)!.push(word);
    else clauses.push([word]);
    end = word.end;
  }
  return clauses;
}

/** Words of a clause as one string. */
export function textOf(clause: readonly WordInPlace[]): string {
  return clause.map(({ text }) => text).join("");
}

/** Tokens of the first part of the analysis that can stand in the title: no need to look further for them. */
function titleTokens(tokens: readonly string[], title: string): readonly string[] {
  let length = 0;
  let count = 0;
  while (count < tokens.length && length < title.length) length += tokens[count++]!.length;
  return tokens.slice(0, count);
}

/** Title and text of a document as clauses, cut where the analysis cut words. */
export function clausesIn({ title = "", text, analysis }: FeedbackDocument): Clauses {
  const { tokens } = analysis;
  const head = place(titleTokens(tokens, title), 0, title);
  // A title that the text repeats was read once only.
  const body = place(tokens, text.startsWith(title.trim()) ? 0 : head.next, text);
  return { title: clausesOf(head.words, title), text: clausesOf(body.words, text) };
}
