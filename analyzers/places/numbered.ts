import type { PlaceKind } from "./endings.js";

/** A line or road that is known by its number. */
export interface Numbered {
  start: number;
  end: number;
  kind: PlaceKind;
  /** One spelling for all: 三号线 and 3号线 are 地铁3号线, 公交139 is 139路, 国道107 is 107国道. */
  name: string;
}

/** Every pattern is anchored and bounded, so that no text takes more than linear time. */
const METRO = /([0-9]{1,2}|[一二三四五六七八九十]{1,3})号线/y;
/** A stop named behind its line: 3号线|松雅湖站. */
const STOP = /[一-鿿]{2,6}?站/y;
const STREET = /[0-9]{1,2}号(?:大街|大道|路)/y;
const NAMED_HIGHWAY = /([GSXY]?[0-9]{2,4})(国道|省道|县道|高速)/y;
const BARE_HIGHWAY = /[GS][0-9]{3,4}(?![0-9A-Z市区县])/y;
const BUS = /([A-Z]?[0-9]{1,4})(?:路(?![段面口])|(?=公交|区间线|线公交))/y;
const AFTER_BUS = /([A-Z]?[0-9]{1,4})(?![0-9年月日分元号.])/y;
const AFTER_HIGHWAY = /[0-9]{3}(?![0-9])/y;

const NUMERALS = "零一二三四五六七八九";
/** 东1路 is a road and no bus. */
const IN_NUMBER = /[0-9A-Za-z.第\-—~东西南北]/;

/** Chinese numerals up to 99 as digits: 十二 is 12. */
export function toDigits(numerals: string): string {
  if (/^[0-9]+$/.test(numerals)) return numerals;
  const ten = numerals.indexOf("十");
  if (ten < 0) return [...numerals].map((numeral) => NUMERALS.indexOf(numeral)).join("");
  const tens = ten === 0 ? 1 : NUMERALS.indexOf(numerals[ten - 1]!);
  const ones = ten + 1 < numerals.length ? NUMERALS.indexOf(numerals[ten + 1]!) : 0;
  return String(tens * 10 + ones);
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function numberedAt(text: string, start: number): Numbered | undefined {
  const found = (hit: RegExpExecArray, kind: PlaceKind, name: string): Numbered => ({
    start,
    end: start + hit[0].length,
    kind,
    name,
  });
  let hit = match(METRO, text, start);
  if (hit !== null) {
    const bus = text.startsWith("公交", start - 2) || text.startsWith("巴士", start - 2);
    return found(hit, "transit", `${bus ? "公交" : "地铁"}${toDigits(hit[1]!)}号线`);
  }
  hit = match(STREET, text, start) ?? match(NAMED_HIGHWAY, text, start) ?? match(BARE_HIGHWAY, text, start);
  if (hit !== null) return found(hit, "road", hit[0]);
  if (text.startsWith("国道", start - 2) || text.startsWith("省道", start - 2)) {
    hit = match(AFTER_HIGHWAY, text, start);
    if (hit !== null) return found(hit, "road", hit[0] + text.slice(start - 2, start));
  }
  hit = match(BUS, text, start);
  if (hit === null && text.startsWith("公交", start - 2)) hit = match(AFTER_BUS, text, start);
  return hit === null ? undefined : found(hit, "transit", `${hit[1]!}路`);
}

/** All of them up to `length`, in order. */
export function numberedPlaces(text: string, length: number): Numbered[] {
  const all: Numbered[] = [];
  for (let at = 0; at < length; ) {
    const code = text.charCodeAt(at);
    const digit = code >= 0x30 && code <= 0x39;
    const starts = digit || (code >= 0x41 && code <= 0x5a) || (code >= 0x4e00 && METRO_START.has(code));
    const hit = starts && !(at > 0 && IN_NUMBER.test(text[at - 1]!) && code < 0x80) ? numberedAt(text, at) : undefined;
    if (hit !== undefined) all.push(hit);
    const stop = hit?.name.endsWith("号线") ? match(STOP, text, hit.end) : null;
    if (stop !== null) all.push({ start: hit!.end, end: hit!.end + stop[0].length, kind: "transit", name: stop[0] });
    at = hit === undefined ? at + 1 : all.at(-1)!.end;
  }
  return all;
}

const METRO_START = new Set([..."一二三四五六七八九十"].map((numeral) => numeral.charCodeAt(0)));
