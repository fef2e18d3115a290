import { readFileSync } from "node:fs";
import { UsageError } from "../../core/errors.js";
import { hashOf } from "../../core/ids.js";
import type { Localized } from "../../core/localized.js";

/** One word that the engines are to know. */
export interface DictionaryEntry {
  word: string;
  /** How often it occurs in 60 million words of running text; decides which of two cuts wins. */
  frequency: number;
  /** jieba's part-of-speech tag. */
  tag: string;
}

export interface DictionaryProblem extends Localized {
  /** 1-based. */
  line: number;
}

/** Frequency of a word that comes without one: high enough that it is cut out of nearly any sentence. */
const DEFAULT_FREQUENCY = 1000;
const DEFAULT_TAG = "n";
const MAX_WORD = 32;

/** Reads the columns of one line. */
function parseColumns(columns: readonly string[]): DictionaryEntry | Localized {
  const [word = "", second, third] = columns;
  if (columns.length > 3) {
    return {
      zh: `有 ${columns.length} 列，最多 3 列：词 词频 词性`,
      en: `${columns.length} columns, at most 3: word frequency tag`,
    };
  }
  if ([...word].length > MAX_WORD) {
    return { zh: `词超过 ${MAX_WORD} 个字`, en: `word longer than ${MAX_WORD} characters` };
  }
  if (!word.isWellFormed() || /\p{Cc}/u.test(word)) {
    return { zh: "词中有控制字符或残缺字符", en: "word contains control or broken characters" };
  }
  const counted = second !== undefined && /^\d{1,9}$/.test(second);
  if (third !== undefined && !counted) {
    return { zh: `词频「${second}」不是整数`, en: `frequency "${second}" is not a whole number` };
  }
  const tag = third ?? (counted ? DEFAULT_TAG : (second ?? DEFAULT_TAG));
  if (!/^[a-z]{1,4}$/.test(tag)) {
    return { zh: `词性「${tag}」不是 1–4 个小写字母`, en: `tag "${tag}" is not 1–4 lower-case letters` };
  }
  return { word, frequency: counted ? Math.max(1, Number(second)) : DEFAULT_FREQUENCY, tag };
}

/**
 * Reads a dictionary: one word a line as `word`, `word frequency`, `word tag` or `word frequency tag`, separated by
 * spaces or tabs; `#` starts a comment; a byte order mark and Windows line ends are fine. Both engines then get the same
 * three columns, since each is silent or strict about other forms in its own way.
 */
export function parseDictionary(text: string): { entries: DictionaryEntry[]; problems: DictionaryProblem[] } {
  const entries: DictionaryEntry[] = [];
  const problems: DictionaryProblem[] = [];
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  for (const [index, raw] of lines.entries()) {
    const content = raw.replace(/(^|\s)#.*$/, "").trim();
    if (content === "") continue;
    const read = parseColumns(content.split(/\s+/));
    if ("word" in read) entries.push(read);
    else problems.push({ line: index + 1, ...read });
  }
  return { entries, problems };
}

/** Several dictionaries as one; a later file overrides an earlier one word by word. */
export interface Dictionary {
  entries: DictionaryEntry[];
  /** Changes when any entry does. */
  hash: string;
}

/**
 * Loads dictionaries in order. All or nothing: one bad line and none is used.
 * @throws UsageError naming each file and line at fault.
 */
export function loadDictionaries(paths: readonly string[]): Dictionary {
  const merged = new Map<string, DictionaryEntry>();
  for (const path of paths) {
    let text: string;
    try {
      text = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
    } catch (error) {
      throw new UsageError(
        {
          zh: `词典 ${path} 读不出来：找不到文件，或不是 UTF-8`,
          en: `Dictionary ${path} cannot be read: no such file, or not UTF-8`,
        },
        {
          fix: {
            zh: "检查 segment.dictionaries 中的路径，并另存为 UTF-8。",
            en: "Check the path in segment.dictionaries; save it as UTF-8.",
          },
          cause: error,
        },
      );
    }
    const { entries, problems } = parseDictionary(text);
    if (problems.length > 0) {
      const shown = problems.slice(0, 10);
      throw new UsageError(
        {
          zh: `词典 ${path} 有 ${problems.length} 处错误：\n${shown.map((p) => `  第 ${p.line} 行：${p.zh}`).join("\n")}`,
          en: `Dictionary ${path} has ${problems.length} problems:\n${shown.map((p) => `  line ${p.line}: ${p.en}`).join("\n")}`,
        },
        {
          fix: {
            zh: "每行一个词：词 [词频] [词性]，如「渣土车 500 n」。",
            en: "One word a line: word [frequency] [tag], e.g. `渣土车 500 n`.",
          },
        },
      );
    }
    for (const entry of entries) merged.set(entry.word, entry);
  }
  const entries = [...merged.values()];
  return { entries, hash: hashOf(...entries.map((e) => `${e.word} ${e.frequency} ${e.tag}`)).slice(0, 8) };
}

/** The form that both engines read. */
export function formatDictionary(entries: readonly DictionaryEntry[]): string {
  return entries.map((e) => `${e.word} ${e.frequency} ${e.tag}\n`).join("");
}
