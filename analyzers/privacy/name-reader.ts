import { isHan } from "./char-set.js";
import {
  AFTER_NAME,
  FIRST_PARTS,
  NEVER_ENDS_GIVEN,
  NEVER_GIVEN,
  NEVER_LAST,
  NOT_NAMES,
  NOT_SHORT_NAMES,
  TITLES,
  USUALLY_GIVEN,
} from "./name-words.js";
import { isAmbiguousSurname, isCommonSurname, isParticleSurname, surnameLength } from "./surnames.js";

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
function givenStrength(text: string, at: number, length: number, announced = false): number {
  for (let i = at; i < at + length; i++) {
    if (i >= text.length || !isHan(text, i) || NEVER_GIVEN.at(text, i)) return -1;
  }
  if (TITLES.has(text.slice(at, at + length)) || text[at + length - 1] === "某") return -1;
  const strength = endStrength(text, at + length);
  const mayEndSo = strength === 3 && (length > 1 || announced);
  return !mayEndSo && NEVER_ENDS_GIVEN.at(text, at + length - 1) ? -1 : strength;
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

/** Where a name without surname ends (扎西顿珠, 阿依古丽): at the next word or sign, after six characters at most. */
function undividedNameEnd(text: string, at: number): number {
  if (!FIRST_PARTS.has(text.slice(at, at + 2))) return -1;
  for (let end = at + 2; end <= at + 6; end++) {
    if (endStrength(text, end) > 0) return end;
    if (NEVER_GIVEN.at(text, end)) return -1;
  }
  return at + 4;
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
  const undivided = undividedNameEnd(text, at);
  if (undivided > 0) return undivided;
  const surname = surnameLength(text, at);
  if (surname === 0 || NOT_NAMES.has(text.slice(at, at + 2))) return -1;
  // Forms set short names wide: 陈 宏.
  const given = at + surname + (/[ 　]/.test(text.charAt(at + surname)) && isWide(text, at + surname) ? 1 : 0);
  const two = givenStrength(text, given, 2, true);
  const one = givenStrength(text, given, 1, true);
  if (two === 3) return one === 2 ? given + 1 : given + 2;
  // 张王小明: two surnames.
  if (surname === 1 && surnameLength(text, given) > 0 && givenStrength(text, given, 3, true) === 3) return given + 3;
  if (two > 0 && one < 2 && one < two + 1) return given + 2;
  if (one > 0) return given + 1;
  if (surname === 1 && !isCommonSurname(text, at)) return -1;
  return two >= 0 ? given + 2 : -1;
}

/**
 * Where the personal name ends that may stand at an index (after 业主, 本人), or −1: only common surnames, no everyday
 * words, and an end that can be seen. `clear` wants no Chinese character after a short name; `short` takes two characters
 * also where the surname is an everyday word.
 */
export function likelyNameEnd(text: string, at: number, clear = false, short = false): number {
  const surname = surnameLength(text, at);
  const start = text.slice(at, at + 2);
  if (surname === 0 || NOT_NAMES.has(start) || NOT_NAMES.has(text.slice(at, at + 3))) return -1;
  if (surname === 1 && isParticleSurname(text, at)) return -1;
  const given = at + surname;
  const two = NEVER_LAST.at(text, given + 1) ? -1 : givenStrength(text, given, 2);
  const one = NOT_SHORT_NAMES.has(start) || NEVER_LAST.at(text, given) ? -1 : givenStrength(text, given, 1);
  const everyday = surname === 1 && (!isCommonSurname(text, at) || (clear && isAmbiguousSurname(text, at)));
  if (everyday) {
    const usual = USUALLY_GIVEN.at(text, given);
    if (usual && USUALLY_GIVEN.at(text, given + 1) && two >= 2) return given + 2;
    if (isCommonSurname(text, at) && two === 3 && one < 2) return given + 2;
    return usual && (short || isCommonSurname(text, at)) && (one === 3 || (one === 2 && !clear)) ? given + 1 : -1;
  }
  if (two === 3 && one < 2) return given + 2;
  if (one === 3 || (one === 2 && (!clear || USUALLY_GIVEN.at(text, given)))) return given + 1;
  return two > 0 ? given + 2 : -1;
}

/** Whether three characters from an index are a common surname and two characters that names are made of. */
export function isFullName(text: string, at: number): boolean {
  return isCommonSurname(text, at) && !isAmbiguousSurname(text, at) && isPlainName(text, at, at + 3);
}

/** Whether the whole stretch from `at` to `end` reads as a name: a surname and one or two usual characters. */
export function isPlainName(text: string, at: number, end: number): boolean {
  const given = at + surnameLength(text, at);
  const start = text.slice(at, at + 2);
  if (given === at || end <= given || end > given + 2 || NOT_NAMES.has(start) || NOT_SHORT_NAMES.has(start))
    return false;
  for (let i = given; i < end; i++) if (!USUALLY_GIVEN.at(text, i)) return false;
  return true;
}
