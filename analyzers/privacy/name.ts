import { CharSet, isHan } from "./char-set.js";
import type { PersonalData } from "./kinds.js";
import { NAME_INTRODUCERS } from "./name-introducers.js";
import { announcedNameEnd, isFullName, isPlainName, likelyNameEnd } from "./name-reader.js";
import { NOT_NAMES } from "./name-words.js";
import { isCommonSurname, surnameLength } from "./surnames.js";

const COLON = new CharSet(":：");
const OPENING = new CharSet(' 　(（【[“"「');
const LINK = new CharSet("是为系叫");
const LIST = /(?:[、，,/ ]|和|及|与){1,2}/y;

/** Names after `、` or 和 behind a name that was announced. */
function addList(text: string, from: number, found: PersonalData[]): void {
  let end = from;
  for (let count = 0; count < 20; count++) {
    LIST.lastIndex = end;
    if (!LIST.test(text)) return;
    const start = LIST.lastIndex;
    if (surnameLength(text, start) === 0) return;
    end = likelyNameEnd(text, start);
    if (end < 0 || (isHan(text, end) && !/[和及与等]/.test(text[end]!))) return;
    found.push({ kind: "name", start, end });
  }
}

function add(text: string, start: number, end: number, found: PersonalData[]): void {
  if (end < 0) return;
  found.push({ kind: "name", start, end });
  addList(text, end, found);
}

/** 王小明先生: the name in front of a title; 王先生 stays. */
function nameBeforeTitle(text: string, title: number): PersonalData | undefined {
  const dotted = /[\u4e00-\u9fff]{2,8}(?:·[\u4e00-\u9fff]{2,8}){1,3}$/.exec(text.slice(Math.max(0, title - 30), title));
  if (dotted) return { kind: "name", start: title - dotted[0].length, end: title };
  for (const length of [4, 3, 2]) {
    const start = title - length;
    if (start < 0) continue;
    const surname = surnameLength(text, start);
    if (surname === 0 || (surname === 1 && length === 4)) continue;
    if (likelyNameEnd(text, start, false, true) !== title) continue;
    // 和李先生, 客户林先生, 后门有小姐: a word and a surname, or two words.
    const doubtful = isCommonSurname(text, title - 1) || !isCommonSurname(text, start);
    if (length === 2 && doubtful && start > 0 && isHan(text, start - 1) && !/[民户主客]/.test(text[start - 1]!))
      continue;
    return { kind: "name", start, end: title };
  }
  return undefined;
}

/** What people tell about themselves after their name. */
const PARTICULARS = /^[，,（( ]{1,2}(?:男|女|身份|电话|手机|住|家住|系|现年|今年|[0-9])/;

/** A role that a name follows without a colon: the name must be one beyond doubt. */
function addAfterRole(text: string, at: number, found: PersonalData[], label = false): void {
  let start = at;
  if (OPENING.at(text, start)) start++;
  add(text, start, likelyNameEnd(text, start, true, label), found);
}

/** 我是柳村的王小明: the name at the end of what somebody says to be. */
const BELONGING = /[^，。,；;！!？?\n：:的]{0,24}?(?:的|村民|居民|业主|住户|员工|职工|家长|学生|租户|群众|市民)+/y;

/** Adds the names that the word ending at `end` introduces. */
export function findNames(text: string, end: number, found: PersonalData[]): void {
  const introduction = NAME_INTRODUCERS.endingAt(text, end);
  if (!introduction) return;
  const { value: kind, start: wordStart } = introduction;
  if (kind === "none") return;
  if (kind === "title") {
    const name = nameBeforeTitle(text, wordStart);
    if (name) found.push(name);
    return;
  }
  if (kind === "job") {
    if (isFullName(text, wordStart - 3)) found.push({ kind: "name", start: wordStart - 3, end: wordStart });
    return;
  }
  if (kind === "called") {
    if (isFullName(text, end) && !isHan(text, end + 3)) found.push({ kind: "name", start: end, end: end + 3 });
    return;
  }
  let at = end;
  while (at - end < 4 && (COLON.at(text, at) || OPENING.at(text, at))) at++;
  const colon = at > end && /[:：]/.test(text.slice(end, at));
  const linked = LINK.at(text, at) ? at + 1 : at;
  if (kind === "self" || (kind === "label" && colon)) {
    const start = linked > at && surnameLength(text, at) === 0 ? linked : at;
    add(text, start, announcedNameEnd(text, start), found);
    return;
  }
  if (colon && kind === "role") {
    addAfterRole(text, at, found);
    return;
  }
  if (colon) return;
  const short = kind === "label" || (kind === "me" && PARTICULARS.test(text.slice(at + 2, at + 7)));
  addAfterRole(text, linked > at && kind !== "me" ? linked : at, found, short);
  if (text[end - 1] === "是" || text[end - 1] === "系") {
    BELONGING.lastIndex = end;
    if (BELONGING.test(text)) addAfterRole(text, BELONGING.lastIndex, found, true);
  }
}

const BEFORE_NUMBER =
  /([\u4e00-\u9fff]{2,4})[ ,，:：(（]{0,2}(?:(?:联系|手机|电话|联系方式|号码|号|身份证|是|[:：]){1,3})?[ :：(（]{0,2}$/;

/** A name right in front of somebody's phone or identity number: 王小明 138… */
export function nameBeforeNumber(text: string, number: number): PersonalData | undefined {
  const window = text.slice(Math.max(0, number - 20), number);
  const match = BEFORE_NUMBER.exec(window);
  if (!match) return undefined;
  const run = match[1]!;
  const runStart = number - window.length + match.index;
  for (const length of [3, 2, 4]) {
    if (run.length < length) continue;
    const start = runStart + run.length - length;
    if (isHan(text, start - 1) && start > 0) continue;
    if (NOT_NAMES.has(text.slice(start, start + 2))) continue;
    const end = start + length;
    if (likelyNameEnd(text, start) === end || isPlainName(text, start, end)) return { kind: "name", start, end };
  }
  return undefined;
}
