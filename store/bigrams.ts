/**
 * Full text as overlapping pairs, the same in every engine. A text is a row of units: every Han character, kana or
 * hangul syllable is one, every run of other letters and digits is one; whatever lies between is a break, invisible
 * characters are nothing at all. The index holds one token per unit: the unit with what follows it (噪音, a3·区, 音▁ before
 * a break). A query is a phrase of such tokens, so that it finds exactly the texts in which its units follow each other.
 */

/** Stands for a break; not a letter, so no unit can be one. */
export const BREAK = "▁";
/** Keeps a word apart from what it is paired with. */
const JOINT = "·";
/** Longer runs (noise, encoded data) are taken as several words: engines limit the length of a token. */
const LONGEST_WORD = 128;

const GAP = 1;
const SINGLE = 2;
const WORD = 3;
const INVISIBLE = 4;

const letter = /[\p{L}\p{N}\p{M}]/u;
const single = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Bopomofo}]/u;
const invisible = /[\p{Cf}\p{Variation_Selector}]/u;
const allInvisible = new RegExp(invisible, "gu");

const kinds = new Uint8Array(0x11_0000);

function kindOf(codePoint: number): number {
  const known = kinds[codePoint];
  if (known) return known;
  const character = String.fromCodePoint(codePoint);
  let kind = GAP;
  if (invisible.test(character)) kind = INVISIBLE;
  else if (letter.test(character)) kind = single.test(character) ? SINGLE : WORD;
  kinds[codePoint] = kind;
  return kind;
}

/** Characters of one width and case, without the invisible ones. */
export function normalForm(text: string): string {
  const normal = text.normalize("NFKC").toLowerCase();
  return invisible.test(normal) ? normal.replace(allInvisible, "") : normal;
}

/** The units of a text as places in its normal form. Made for speed: one scan, no string per unit. */
class Scan {
  normal = "";
  length = 0;
  /** Where unit i starts and ends; a break has start −1. */
  starts = new Int32Array(1024);
  ends = new Int32Array(1024);
  words = new Uint8Array(1024);

  private add(start: number, end: number, word: number): void {
    if (this.length === this.starts.length) this.grow();
    this.starts[this.length] = start;
    this.ends[this.length] = end;
    this.words[this.length++] = word;
  }

  private grow(): void {
    const { starts, ends, words } = this;
    this.starts = new Int32Array(starts.length * 2);
    this.starts.set(starts);
    this.ends = new Int32Array(ends.length * 2);
    this.ends.set(ends);
    this.words = new Uint8Array(words.length * 2);
    this.words.set(words);
  }

  read(text: string): void {
    const normal = normalForm(text);
    this.normal = normal;
    this.length = 0;
    let word = -1;
    let gap = false;
    for (let i = 0; i < normal.length; ) {
      let codePoint = normal.charCodeAt(i);
      let end = i + 1;
      if (codePoint >= 0xd800 && codePoint < 0xdc00) {
        codePoint = normal.codePointAt(i) as number;
        if (codePoint > 0xffff) end++;
      }
      const kind = kinds[codePoint] || kindOf(codePoint);
      if (word >= 0 && (kind !== WORD || i - word >= LONGEST_WORD)) {
        this.add(word, i, 1);
        word = -1;
      }
      if (kind === GAP) gap = this.length > 0;
      else {
        if (gap) this.add(-1, -1, 0);
        gap = false;
        if (kind === SINGLE) this.add(i, end, 0);
        else if (word < 0) word = i;
      }
      i = end;
    }
    if (word >= 0) this.add(word, normal.length, 1);
  }
}

const scan = new Scan();
let output = Buffer.alloc(8192);
let written = 0;

function write(codeUnit: number): void {
  output[written++] = codeUnit & 0xff;
  output[written++] = codeUnit >> 8;
}

function writeUnit(i: number): void {
  const { starts, ends, normal } = scan;
  const end = ends[i] as number;
  for (let at = starts[i] as number; at < end; at++) write(normal.charCodeAt(at));
}

const breakUnit = BREAK.charCodeAt(0);
const jointUnit = JOINT.charCodeAt(0);

/** What the index holds for a text: one token per unit, in order, separated by spaces. */
export function indexText(text: string): string {
  scan.read(text);
  // A word is written twice, with a joint and a space; a break once.
  const needed = (scan.normal.length * 2 + scan.length * 4) * 2;
  if (output.length < needed) output = Buffer.alloc(needed * 2);
  written = 0;
  const { starts, words, length } = scan;
  for (let i = 0; i < length; i++) {
    if ((starts[i] as number) < 0) continue;
    if (written > 0) write(0x20);
    writeUnit(i);
    const broken = i + 1 === length || (starts[i + 1] as number) < 0;
    if (words[i] === 1 || (!broken && words[i + 1] === 1)) write(jointUnit);
    if (broken) write(breakUnit);
    else writeUnit(i + 1);
  }
  return output.toString("utf16le", 0, written);
}

/** A query as a phrase of tokens; of the last one, only the beginning is known when `prefix` is set. */
export interface Phrase {
  tokens: string[];
  prefix: boolean;
}

/**
 * The phrase that finds every text holding the query's units in a row, breaks where the query has breaks. Undefined when
 * the query has no unit: punctuation alone finds nothing.
 */
export function phraseOf(query: string): Phrase | undefined {
  const tokens = indexText(query).split(" ");
  const last = tokens.pop() as string;
  if (last === "") return undefined;
  // What follows the last unit is unknown. It is part of the pair before it, unless nothing or a break comes before it.
  const prefix = tokens.length === 0 || (tokens.at(-1) as string).endsWith(BREAK);
  if (prefix) tokens.push(last.slice(0, -BREAK.length));
  return { tokens, prefix };
}

/** A text as a row of units, and where they stand in its normal form. */
export interface Units {
  /** Normalised, in lower case, without invisible characters. */
  normal: string;
  /** A break is {@link BREAK}. */
  units: string[];
  /** UTF-16 units of `normal`, [start, end); −1 for a break. */
  starts: number[];
  ends: number[];
}

/** The units that the index is made of. */
export function unitsOf(text: string): Units {
  scan.read(text);
  const { normal, length } = scan;
  const starts = Array.from(scan.starts.subarray(0, length));
  const ends = Array.from(scan.ends.subarray(0, length));
  const units = starts.map((start, i) => (start < 0 ? BREAK : normal.slice(start, ends[i])));
  return { normal, units, starts, ends };
}
