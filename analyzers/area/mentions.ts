import { ADMIN, anonymisedStart, INSIDE } from "../places/symbols.js";
import { CITY, DISTRICT, type Divisions, type Level } from "./divisions.js";
import { isCompanyFront } from "./short-names.js";

/** A division named in full in a text: 杭州市, 西湖区, A3区. */
export interface Mention {
  start: number;
  end: number;
  level: Level;
  name: string;
  /** What it may be; empty for anonymised divisions. */
  entries: readonly number[];
  /** True where another division ends just before: 杭州市|西湖区. */
  chained: boolean;
}

/** Last characters of divisions' names. */
const LAST = new Uint8Array(65536);
for (const character of "市区县旗盟州镇乡道木") LAST[character.charCodeAt(0)] = 1;

/** What follows where it is no division: 门市|部, 西湖区|域, 美丽乡|村. */
const NOT_BEFORE: Record<string, string> = {
  市: "部场",
  区: "域间别块划位",
  乡: "村镇亲下间情愁音",
  镇: "化痛静定",
  道: "路",
  州: "",
};
/** Districts called by ordinary words: only behind their city. */
const ORDINARY = new Set(["老城区", "新城区", "城中区"]);
const CITY_WORD = /城[区市]$/u;
const ROAD_AFTER = /[东南西北中]?[一二三四五六七八九十]?(?:路|街(?!道)|大道|巷)/y;

function isNoDivision(text: string, end: number): boolean {
  const not = NOT_BEFORE[text[end - 1]!];
  return not !== undefined && end < text.length && not.includes(text[end]!);
}

function anonymised(text: string, end: number): { start: number; level: Level } | undefined {
  const start = anonymisedStart(text, end - 1);
  if (start < 0) return undefined;
  ROAD_AFTER.lastIndex = end;
  if (ROAD_AFTER.test(text)) return undefined;
  const numbered = end - start > 2;
  if (numbered) return { start, level: DISTRICT };
  return text[end - 1] === "市" ? { start, level: CITY } : undefined;
}

/** All divisions named in full in the first `length` characters, in order, the longest name where several fit. */
export function findMentions(text: string, length: number, divisions: Divisions): Mention[] {
  const mentions: Mention[] = [];
  for (let end = 2; end <= length; end++) {
    const code = text.charCodeAt(end - 1);
    if (LAST[code] !== 1) continue;
    const before = mentions.at(-1);
    const hidden = anonymised(text, end);
    if (hidden !== undefined) {
      const chained = before?.end === hidden.start;
      mentions.push({ ...hidden, end, name: text.slice(hidden.start, end), entries: [], chained });
      continue;
    }
    if (code === 0x9053 && text.charCodeAt(end - 2) !== 0x8857) continue; // 道 only in 街道
    const span = divisions.longestBefore(text, end);
    if (span === 0 || isNoDivision(text, end)) continue;
    const start = end - span;
    if (before !== undefined && before.end > start) continue;
    const chained = before?.end === start;
    // 忠县, 张镇, 上城区: part of other words too often (理顺|城区), so only where a name may begin or its city stands.
    const edge = start === 0 || text.charCodeAt(start - 1) < 0x3400;
    const inCity = chained && before.entries.length > 0;
    if (span === 2 && !inCity && !(edge && code !== 0x533a)) continue;
    const city = text.slice(Math.max(0, start - 2), start);
    if (CITY_WORD.test(text.slice(start, end)) && !edge && !chained && !isCompanyFront(city)) continue;
    const name = text.slice(start, end);
    if (!chained && ORDINARY.has(name)) continue;
    const entries = divisions.named(name);
    mentions.push({ start, end, level: divisions.levelOf(entries[0]!), name, entries, chained });
  }
  return mentions;
}

/** Marks real divisions in the symbols as the anonymised ones are: names start after them. */
export function markMentions(symbols: Uint16Array, mentions: readonly Mention[]): void {
  for (const { start, end, entries } of mentions) {
    if (entries.length === 0) continue;
    symbols.fill(INSIDE, start, end - 1);
    symbols[end - 1] = ADMIN;
  }
}
