import { CHARACTER, CLASSES, dropInvisible, foldWidth, REPEATABLE } from "./characters.js";
import { htmlToText, looksLikeHtml } from "./html.js";

/** Longest text that is kept, in code points, the mark of a cut included. */
export const MAX_CODE_POINTS = 20_000;

/** What stands at the end of a text that was cut. */
export const CUT_MARK = "…（原文过长，已截断）";

/** Longest raw text that is looked at, in UTF-16 units: markup and spaces may be many times the text. */
const MAX_RAW = 400_000;

/** Nested encodings (`&amp;lt;p&amp;gt;`) that are followed; what is left of markup then is taken apart. */
const MAX_PASSES = 6;

export interface CleanText {
  text: string;
  /** True when the text was longer than {@link MAX_CODE_POINTS} and ends in {@link CUT_MARK}. */
  cut: boolean;
  /** Lone surrogates that were replaced by U+FFFD. */
  replaced: number;
}

const LONE_SURROGATE = /\p{Surrogate}/gu;
/** Spreadsheets write control characters of a cell as `_x000D_`. */
const CELL_ESCAPE = /_x00([01][0-9A-Fa-f])_/g;
const LINE_BREAK = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
/** More than three combining marks on one letter are no writing system. */
const EXCESS_MARKS = /(\p{M}{3})\p{M}+/gu;
const SPACE_RUN = /[^\S\n]+/g;
const BREAK_RUN = / ?\n[\n ]*/g;
const MARK_RUN = new RegExp(`([${REPEATABLE.replace(/[\]\\^-]/g, "\\$&")}])\\1{3,}`, "g");
/** Both are written as a pair: …… and ——. */
const PAIR_RUN = /([…—])\1{2,}/g;
const EMOJI_RUN = /((?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F)[\u{1F3FB}-\u{1F3FF}]?)\1{3,}/gu;

/** Whether cleaning would give the text back as it is. One scan, no allocation. */
function isClean(text: string): boolean {
  if (text.length > MAX_CODE_POINTS) return false;
  let before: number = CHARACTER.newline;
  let run = 0;
  let last = -1;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const kind = CLASSES[unit]!;
    if (kind === CHARACTER.plain) {
      before = kind;
      last = -1;
      continue;
    }
    if (kind === CHARACTER.special) return false;
    if (kind === CHARACTER.repeatable) {
      run = unit === last ? run + 1 : 1;
      // The ellipsis and the dash are written as a pair.
      if (run > 3 || (run > 2 && (unit === 0x2026 || unit === 0x2014))) return false;
      last = unit;
    } else {
      if (before === CHARACTER.newline || (kind === CHARACTER.newline && before === CHARACTER.space)) return false;
      if (before === CHARACTER.space) return false;
      last = -1;
    }
    before = kind;
  }
  return text === "" || (before !== CHARACTER.space && before !== CHARACTER.newline);
}

/** The first `units` UTF-16 units, one less where a surrogate pair would be split. */
function head(text: string, units: number): string {
  if (text.length <= units) return text;
  return text.slice(0, (text.charCodeAt(units - 1) & 0xfc00) === 0xd800 ? units - 1 : units);
}

function unescapeCell(_: string, hex: string): string {
  const code = Number.parseInt(hex, 16);
  return code === 0x09 ? " " : code === 0x0a || code === 0x0d ? "\n" : "";
}

/** One round: characters, markup, marks, spaces, runs. */
function round(text: string): string {
  let t = text.includes("_x00") ? text.replace(CELL_ESCAPE, unescapeCell) : text;
  t = head(foldWidth(dropInvisible(t.replace(LINE_BREAK, "\n"))), 2 * MAX_RAW);
  if (looksLikeHtml(t)) t = htmlToText(t);
  return t
    .replace(EXCESS_MARKS, "$1")
    .replace(SPACE_RUN, " ")
    .replace(BREAK_RUN, "\n")
    .replace(MARK_RUN, "$1$1$1")
    .replace(PAIR_RUN, "$1$1")
    .replace(EMOJI_RUN, "$1$1$1")
    .trim();
}

/** Index of the UTF-16 unit after the first `count` code points, or −1 when the text has no more than that. */
function unitsOf(text: string, count: number): number {
  if (text.length <= count) return -1;
  let points = 0;
  for (let i = 0; i < text.length; i++) {
    if ((text.charCodeAt(i) & 0xfc00) === 0xdc00 && i > 0) continue;
    if (points++ === count) return i;
  }
  return -1;
}

const graphemes = new Intl.Segmenter("zh", { granularity: "grapheme" });

/** The beginning of a text, cut between two characters as a reader sees them, and not inside a number or Latin word. */
function beginning(text: string): string {
  const wanted = unitsOf(text, MAX_CODE_POINTS - [...CUT_MARK].length);
  if (wanted < 0) return text;
  const whole = graphemes.segment(text.slice(0, wanted + 64)).containing(wanted)?.index ?? wanted;
  let end = whole > 0 ? whole : wanted;
  // Half a phone number would no longer be recognised, and not be masked.
  const word = /[0-9A-Za-z][0-9A-Za-z .·@-]{0,63}$/.exec(text.slice(Math.max(0, end - 64), end));
  const goesOn = /^[ .·-]?[0-9A-Za-z]/.test(text.slice(end, end + 2));
  if (word && goesOn && word[0].length < 64) end -= word[0].length;
  return text.slice(0, end);
}

/**
 * Makes a text fit for everything after it: markup to text, invisible characters out, full-width letters and digits to
 * ordinary ones (Chinese punctuation stays), runs of spaces, line breaks, punctuation and emoji shortened, and at most
 * {@link MAX_CODE_POINTS} code points. Cleaning a clean text changes nothing. Linear in the length of the text.
 */
export function cleanText(raw: string): CleanText {
  if (isClean(raw)) return { text: raw, cut: false, replaced: 0 };
  let replaced = 0;
  let text = head(raw, MAX_RAW);
  let cut = text.length < raw.length;
  text = text.replace(LONE_SURROGATE, () => {
    replaced++;
    return "\uFFFD";
  });
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const next = round(text);
    if (next === text) break;
    text = next;
    if (isClean(text)) break;
    if (pass === MAX_PASSES - 1) text = round(text.replace(/[<&]/g, " "));
  }
  if (cut || unitsOf(text, MAX_CODE_POINTS) >= 0) {
    cut = true;
    text = beginning(text).replace(/[\s…]{1,64}$/, "") + CUT_MARK;
  }
  return { text, cut, replaced };
}
