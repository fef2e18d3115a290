import { isHan } from "./char-set.js";
import {
  AFTER_NAME,
  NEVER_ENDS_GIVEN,
  NEVER_GIVEN,
  NEVER_LAST,
  NOT_NAMES,
  NOT_SHORT_NAMES,
  TITLES,
} from "./name-words.js";
import { isAmbiguousSurname, isCommonSurname, surnameLength } from "./surnames.js";

const AFTER_BY_FIRST = new Map<string, string[]>();
for (const word of AFTER_NAME) {
  const same = AFTER_BY_FIRST.get(word[0]!) ?? [];
  AFTER_BY_FIRST.set(word[0]!, [...same, word]);
}

/** How surely a name ends at an index: 3 no Chinese character follows, 2 a word of two or more, 1 one character, 0. */
function endStrength(text: string, index: number): number {
  if (index >= text.length || !isHan(text, index)) return 3;
  let strength = 0;
  for (const word of AFTER_BY_FIRST.get(text[index]!) ?? []) {
    if (text.startsWith(word, index)) strength = Math.max(strength, word.length > 1 ? 2 : 1);
  }
  return strength;
}

/** How surely `length` characters from an index are a given name that ends there; −1 when they are none. */
function givenStrength(text: string, at: number, length: number): number {
  for (let i = at; i < at + length; i++) {
    if (i >= text.length || !isHan(text, i) || NEVER_GIVEN.at(text, i)) return -1;
  }
  if (NEVER_ENDS_GIVEN.at(text, at + length - 1)) return -1;
  if (TITLES.has(text.slice(at, at + length)) || text[at + length - 1] === "某") return -1;
  return endStrength(text, at + length);
}

const DOTTED = /[\u4e00-\u9fff]{1,8}(?:·[\u4e00-\u9fff]{1,8}){1,3}/y;

/** A name of several parts with middle dots, up to the word that follows it: 买买提·吐尔逊. */
function dottedNameEnd(text: string, at: number): number {
  DOTTED.lastIndex = at;
  const match = DOTTED.exec(text);
  if (!match) return -1;
  const lastPart = at + match[0].lastIndexOf("·") + 1;
  for (let end = lastPart + 2; end < DOTTED.lastIndex; end++) if (endStrength(text, end) > 0) return end;
  return DOTTED.lastIndex;
}

/** Whether one Chinese character stands alone behind the space at an index. */
function isWide(text: string, space: number): boolean {
  return isHan(text, space + 1) && !isHan(text, space + 2) && !NEVER_GIVEN.at(text, space + 1);
}

/**
 * Where the personal name ends that is announced at an index (after 我叫, 联系人：), or −1. The announcement is trusted:
 * any surname will do, and where nothing shows the end, three characters are taken.
 */
export function announcedNameEnd(text: string, at: number): number {
  const dotted = dottedNameEnd(text, at);
  if (dotted > 0) return dotted;
  const surname = surnameLength(text, at);
  if (surname === 0 || NOT_NAMES.has(text.slice(at, at + 2))) return -1;
  // Forms set short names wide: 陈 宏.
  const given = at + surname + (/[ 　]/.test(text.charAt(at + surname)) && isWide(text, at + surname) ? 1 : 0);
  const two = givenStrength(text, given, 2);
  const one = givenStrength(text, given, 1);
  if (two === 3) return one === 2 ? given + 1 : given + 2;
  // 张王小明: two surnames.
  if (surname === 1 && surnameLength(text, given) > 0 && givenStrength(text, given, 3) === 3) return given + 3;
  if (two > 0 && one < 2 && one < two + 1) return given + 2;
  if (one > 0) return given + 1;
  if (surname === 1 && !isCommonSurname(text, at)) return -1;
  return two >= 0 ? given + 2 : -1;
}

/**
 * Where the personal name ends that may stand at an index (after 业主, 本人), or −1: only common surnames, no everyday
 * words, and an end that can be seen. `clear` wants no Chinese character after a short name, nor after one whose surname
 * is an everyday word.
 */
export function likelyNameEnd(text: string, at: number, clear = false): number {
  const surname = surnameLength(text, at);
  if (surname === 0 || (surname === 1 && !isCommonSurname(text, at))) return -1;
  const start = text.slice(at, at + 2);
  if (NOT_NAMES.has(start) || NOT_NAMES.has(text.slice(at, at + 3))) return -1;
  const given = at + surname;
  const two = NEVER_LAST.at(text, given + 1) ? -1 : givenStrength(text, given, 2);
  const one = NOT_SHORT_NAMES.has(start) || NEVER_LAST.at(text, given) ? -1 : givenStrength(text, given, 1);
  if (two === 3 && one < 2) return given + 2;
  if (clear && surname === 1 && isAmbiguousSurname(text, at)) return -1;
  if (one === 3 || (one === 2 && !clear)) return given + 1;
  return two > 0 ? given + 2 : -1;
}
