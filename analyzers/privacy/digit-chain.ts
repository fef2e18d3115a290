import { CharSet, isLatin } from "./char-set.js";

/** One run of digits of one script. */
export interface DigitGroup {
  start: number;
  end: number;
  /** Its digits as 0-9; of very long runs only the first {@link LONGEST}. */
  digits: string;
  length: number;
  /** Holds a letter o in place of a zero. */
  letters: boolean;
}

/** No number that we look for is longer. */
export const LONGEST = 24;

const CHINESE: Record<string, string> = {
  ...{ 零: "0", 〇: "0", "○": "0", 一: "1", 幺: "1", 二: "2", 三: "3", 四: "4", 五: "5", 六: "6", 七: "7", 八: "8" },
  ...{ 九: "9", 壹: "1", 贰: "2", 叁: "3", 肆: "4", 伍: "5", 陆: "6", 柒: "7", 捌: "8", 玖: "9" },
};

/** Units that begin a chain. */
export const DIGIT_LIKE = `0123456789${Object.keys(CHINESE).join("")}`;

/** ASCII code of the digit that a unit stands for, 0 for all others. */
const VALUE = new Uint8Array(0x10000);
for (const character of DIGIT_LIKE) {
  VALUE[character.charCodeAt(0)] = (CHINESE[character] ?? character).charCodeAt(0);
}

const SEPARATOR = new CharSet(" -.·_()（）");

function valueAt(text: string, index: number): number {
  return index < text.length ? VALUE[text.charCodeAt(index)]! : 0;
}

function isLetterO(text: string, index: number): boolean {
  return (text.charCodeAt(index) | 0x20) === 0x6f;
}

/** Whether a digit-like unit stands at an index. */
export function isDigitLike(text: string, index: number): boolean {
  return index >= 0 && valueAt(text, index) !== 0;
}

function readGroup(text: string, start: number): DigitGroup {
  const chinese = text.charCodeAt(start) > 0x39;
  let end = start;
  let letters = false;
  let digits = "";
  for (; end < text.length; end++) {
    const value = valueAt(text, end);
    if (value !== 0 && text.charCodeAt(end) > 0x39 === chinese) {
      if (end - start < LONGEST) digits += String.fromCharCode(value);
    } else if (!chinese && isLetterO(text, end)) {
      letters = true;
      if (end - start < LONGEST) digits += "0";
    } else break;
  }
  // `100office`: the o belongs to a word.
  if (letters && isLatin(text, end)) {
    while (isLetterO(text, end - 1)) end--;
    digits = digits.slice(0, end - start);
  }
  return { start, end, digits, length: end - start, letters };
}

/** Where the next group starts after separators (none to three of them), or −1. */
function nextGroup(text: string, end: number): number {
  let at = end;
  while (at - end < 3 && SEPARATOR.at(text, at)) at++;
  return valueAt(text, at) === 0 ? -1 : at;
}

/**
 * Where the chain of digit groups that starts at an index ends, and how many digits it has: the cheap look that spares
 * most texts {@link readChain}.
 */
export function measureChain(text: string, start: number): { end: number; digits: number } {
  let digits = 0;
  for (let at = start; ; ) {
    const groupStart = at;
    while (valueAt(text, at) !== 0 || (at > groupStart && isLetterO(text, at))) at++;
    digits += at - groupStart;
    const next = nextGroup(text, at);
    if (next < 0) return { end: at, digits };
    at = next;
  }
}

/**
 * The groups of digits from an index on that have nothing but a few separators between them:
 * `+86 138-1234-5678 0571-87654321` is one chain of five groups.
 */
export function readChain(text: string, start: number): DigitGroup[] {
  const groups: DigitGroup[] = [];
  for (let at = start; at >= 0; ) {
    const group = readGroup(text, at);
    groups.push(group);
    at = nextGroup(text, group.end);
  }
  return groups;
}
