import { normalForm } from "./bigrams.js";

/** For every UTF-16 unit of a normal form: where the part of the text that it was made of starts and ends. */
export interface Origin {
  starts: Int32Array;
  ends: Int32Array;
}

/** What melts with the character before it: marks, and the later parts of a Korean syllable. */
const joining = /^[\p{M}\u1160-\u11ff\ud7b0-\ud7fb]/u;

/** Length of a character's normal form, and whether that may melt with what stands before it. */
interface Character {
  length: number;
  joins: boolean;
}

const characters = new Map<string, Character>();

function characterOf(text: string): Character {
  let known = characters.get(text);
  if (!known) {
    // Asked before invisible characters are gone: some of them are marks.
    known = { length: normalForm(text).length, joins: joining.test(text.normalize("NFKC")) };
    characters.set(text, known);
  }
  return known;
}

/**
 * Aligns a text with its normal form: in parts that are normalised independently of each other, mostly single characters.
 * @returns undefined when the parts do not add up, for scripts that this knows too little of.
 */
export function originOf(text: string, normalLength: number): Origin | undefined {
  const starts = new Int32Array(normalLength);
  const ends = new Int32Array(normalLength);
  let filled = 0;
  let start = 0;
  let length = 0;
  let long = false;
  const close = (end: number) => {
    const size = long ? normalForm(text.slice(start, end)).length : length;
    starts.fill(start, filled, filled + size);
    ends.fill(end, filled, filled + size);
    filled += size;
  };
  let at = 0;
  for (const character of text) {
    const { length: own, joins } = characterOf(character);
    if (joins && at > 0) long = true;
    else {
      close(at);
      start = at;
      length = own;
      long = false;
    }
    at += character.length;
  }
  close(at);
  return filled === normalLength ? { starts, ends } : undefined;
}
