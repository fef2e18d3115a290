import { InputError } from "../../core/errors.js";
import type { Localized } from "../../core/localized.js";
import { type FeedEntry, parseWhole } from "./entry.js";

/** A part of a feed that should have been an entry. */
export interface BrokenEntry {
  reason: Localized;
}

/** An entry or what is left of one, with its source: XML as it stood, or the parsed entry as JSON. */
export interface FoundEntry {
  found: FeedEntry | BrokenEntry;
  raw: () => Uint8Array;
}

export interface Feed {
  entries: FoundEntry[];
  /** Minutes for which the feed asks to be left alone. */
  ttl?: number;
}

/** No honest tag is longer; time to parse one grows with the square of its attributes. */
const LONGEST_TAG = 65_536;

/** Entries that are parsed one by one, half a millisecond each. */
const MOST_PIECES = 2000;

const ROOT = /<(rss|rdf:RDF|feed)(?=[\s>])[^<>]{0,20000}>/;

/**
 * Finds the entries of a feed: RSS 0.9x, 1.0 and 2.0, RDF, Atom or JSON Feed. When the whole is not well-formed each entry
 * is parsed by itself, and those that are not well-formed are the broken ones.
 * @throws InputError when it is no feed, or nothing in it can be read
 */
export function parseEntries(source: string): Feed {
  const text = withoutDoctype(source);
  if (hasLongTag(text)) throw new InputError(NOT_READABLE, { fix: OPEN_IT });
  try {
    const { entries, ttl } = parseWhole(text);
    return {
      entries: entries.map(({ entry, raw }) => ({ found: entry, raw: () => Buffer.from(JSON.stringify(raw)) })),
      ...(ttl !== undefined && { ttl }),
    };
  } catch (error) {
    const root = ROOT.exec(text);
    if (!root) throw new InputError(NO_FEED, { fix: OPEN_IT, cause: error });
    const pieces = piecesOf(text);
    if (pieces.length > MOST_PIECES) throw new InputError(NOT_READABLE, { fix: OPEN_IT, cause: error });
    const entries = pieces.map((piece) => oneEntry(piece, root[0], root[1] as string));
    if (!entries.some(({ found }) => !("reason" in found))) {
      throw new InputError(NOT_READABLE, { fix: OPEN_IT, cause: error });
    }
    return { entries };
  }
}

function oneEntry(piece: string, open: string, root: string): FoundEntry {
  const raw = () => Buffer.from(piece);
  const [before, after] = root === "rss" ? ["<channel>", "</channel>"] : ["", ""];
  try {
    const [only] = parseWhole(`${open}${before}${piece}${after}</${root}>`).entries;
    return { found: only?.entry ?? { reason: EMPTY }, raw };
  } catch {
    return { found: { reason: BROKEN }, raw };
  }
}

/** From the beginning of each entry to its end, or to the beginning of the next where it has none. */
function piecesOf(text: string): string[] {
  const starts = [...text.matchAll(/<(item|entry)(?=[\s>])/g)];
  return starts.map((start, i) => {
    const piece = text.slice(start.index, starts[i + 1]?.index);
    const close = `</${start[1]}>`;
    const end = piece.lastIndexOf(close);
    return end < 0 ? piece : piece.slice(0, end + close.length);
  });
}

/** Document types may define entities that unfold to gigabytes, or point to files: no feed needs one. */
function withoutDoctype(text: string): string {
  const start = text.search(/<!DOCTYPE/i);
  const root = text.search(ROOT);
  if (start < 0 || (root >= 0 && root < start)) return text;
  const subset = text.indexOf("[", start);
  const close = text.indexOf(">", start);
  if (subset < 0 || close < subset) return text.slice(0, start) + text.slice(close < 0 ? text.length : close + 1);
  const end = /\]\s{0,100}>/g;
  end.lastIndex = subset;
  const found = end.exec(text);
  return text.slice(0, start) + (found ? text.slice(found.index + found[0].length) : "");
}

function hasLongTag(text: string): boolean {
  let start = -1;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === LESS_THAN) start = /[A-Za-z]/.test(text[at + 1] ?? "") ? at : -1;
    else if (unit === GREATER_THAN) start = -1;
    else if (start >= 0 && at - start > LONGEST_TAG) return true;
  }
  return false;
}

const LESS_THAN = 0x3c;
const GREATER_THAN = 0x3e;

const NO_FEED = {
  zh: "内容不是 RSS、Atom 或 JSON Feed（可能是网页或错误提示）",
  en: "This is no RSS, Atom or JSON Feed (perhaps a web page or an error message)",
};
const NOT_READABLE = {
  zh: "订阅源的内容已损坏，一条也读不出来",
  en: "The feed is damaged: not a single entry can be read",
};
const OPEN_IT = {
  zh: "请在浏览器里打开该地址看看，或换一个地址",
  en: "Open the address in a browser to see what it gives, or use another",
};
const BROKEN = {
  zh: "这一条的 XML 格式有误（如没有转义的 < 或 &，或没有结束）",
  en: "the XML of this entry is not well-formed (an unescaped < or &, or no end)",
};
const EMPTY = { zh: "这一条是空的", en: "this entry is empty" };
