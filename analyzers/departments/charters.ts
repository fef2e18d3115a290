import { readFileSync } from "node:fs";
import { LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { hashOf } from "../../core/ids.js";
import type { Localized } from "../../core/localized.js";
import { shipped } from "../../core/paths.js";
import { ChartersError } from "./charter-error.js";

/** A word, a name or the path of a topic, as the file lists it. */
export interface Entry {
  text: string;
  /** Counts half. */
  weak: boolean;
}

/** What one unit is in charge of. */
export interface Charter {
  name: string;
  /** What messages call it. */
  names: Entry[];
  /** Paths of one to three levels, joined by slashes. */
  topics: Entry[];
  words: Entry[];
  /** Words that speak against it. */
  against: Entry[];
}

export interface Charters {
  units: Charter[];
  /** Phrases that look like cues and are not. */
  ignore: string[];
  /** Hash of the file's content, for versions. */
  hash: string;
}

/** What was expected where a fault was found; the schemas below name the keys. */
const EXPECTED = {
  words: {
    zh: "应为以空格分开的词（单独一个数字请加引号）",
    en: "expected words separated by spaces (a lone number in quotes)",
  },
  unit: {
    zh: "单位之下应为 names、topics、words、against，没有别的键",
    en: "expected names, topics, words, against under a unit, no other keys",
  },
  units: { zh: "应为单位名称，缩进在 departments 之下", en: "expected the units, indented under departments" },
  keys: { zh: "文件只有 departments 和 ignore 两个键", en: "the file has the keys departments and ignore, no others" },
} satisfies Record<string, Localized>;

const wordsSchema = z.preprocess((value) => value ?? "", z.string({ error: "words" }));
const unitSchema = z.preprocess(
  (value) => value ?? {},
  z.strictObject(
    {
      names: wordsSchema.default(""),
      topics: wordsSchema.default(""),
      words: wordsSchema.default(""),
      against: wordsSchema.default(""),
    },
    { error: "unit" },
  ),
);
const fileSchema = z.strictObject(
  { ignore: wordsSchema.default(""), departments: z.record(z.string(), unitSchema, { error: "units" }) },
  { error: "keys" },
);

/** Reads a file of departments; without a path the shipped one. @throws ChartersError with the line of the first fault */
export function loadCharters(path: string = shipped("config", "departments.yaml")): Charters {
  let source: string;
  try {
    source = readFileSync(path, "utf8");
  } catch (cause) {
    throw ChartersError.unreadable(path, cause);
  }
  return parseCharters(source, path);
}

/** Reads the text of a file of departments. @throws ChartersError with the line of the first fault */
export function parseCharters(source: string, path: string): Charters {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines });
  const fail = (line: number, error: unknown): never => {
    const what = (error as Error).message.split("\n")[0]!;
    throw ChartersError.at(path, line, { zh: `YAML 格式错误（${what}）`, en: `not well-formed YAML (${what})` });
  };
  const syntax = document.errors[0];
  if (syntax) fail(lines.linePos(syntax.pos[0]).line, syntax);
  let content: unknown;
  try {
    content = document.toJS();
  } catch (error) {
    fail(1, error);
  }
  const parsed = fileSchema.safeParse(content);
  if (!parsed.success) {
    const { path: where, message } = parsed.error.issues[0]!;
    const { zh, en } = EXPECTED[message as keyof typeof EXPECTED] ?? EXPECTED.keys;
    const at = where.length === 0 ? "" : `${where.map(String).join(" > ")}: `;
    throw ChartersError.at(path, lineOf(where), { zh: `${at}${zh}`, en: `${at}${en}` });
  }
  const units = Object.entries(parsed.data.departments).map(([name, { names, topics, words, against }]) => ({
    name,
    names: entries(`${name} ${names}`),
    topics: entries(topics),
    words: entries(words),
    against: entries(against),
  }));
  if (units.length === 0) throw ChartersError.at(path, 1, EXPECTED.units);
  return { units, ignore: entries(parsed.data.ignore).map(({ text }) => text), hash: hashOf(source).slice(0, 8) };

  /** The line of the deepest node on the way to a fault. */
  function lineOf(where: readonly PropertyKey[]): number {
    for (let depth = where.length; depth > 0; depth--) {
      const node: unknown = document.getIn(where.slice(0, depth), true);
      const range = (node as { range?: [number, number, number] } | null | undefined)?.range;
      if (range) return lines.linePos(range[0]).line;
    }
    return 1;
  }
}

/** Words separated by spaces, each once; the last mention says whether it is weak. */
function entries(text: string): Entry[] {
  const found = new Map<string, Entry>();
  for (const word of text.split(/\s+/u)) {
    const weak = /[?？]$/u.test(word);
    const bare = weak ? word.slice(0, -1) : word;
    if (bare !== "") found.set(bare, { text: bare, weak });
  }
  return [...found.values()];
}
