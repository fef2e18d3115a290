import { readFileSync } from "node:fs";
import { LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { UsageError } from "../../core/errors.js";
import { hashOf } from "../../core/ids.js";
import type { Localized } from "../../core/localized.js";
import { shipped } from "../../core/paths.js";

/** A word or phrase whose presence speaks for a class. */
export interface Cue {
  word: string;
  /** Counts half. */
  weak: boolean;
}

export interface TopicClass {
  name: string;
  level: 1 | 2 | 3;
  /** Index of the class above in {@link Taxonomy.classes}; −1 on the first level. */
  parent: number;
  /** Its own name first, then the words that the file lists. */
  cues: Cue[];
}

export interface Taxonomy {
  /** In the order of the file, every class before those under it. */
  classes: TopicClass[];
  /** Phrases that look like cues and are not. */
  ignore: string[];
  /** Hash of the file's content, for versions. */
  hash: string;
}

/** The taxonomy file cannot be used; says which line and what was expected. */
export class TaxonomyError extends UsageError {}

/** What was expected where a fault was found; the schemas below name the keys. */
const EXPECTED = {
  words: {
    zh: "应为以空格分开的词(单独一个数字请加引号)",
    en: "expected words separated by spaces (a lone number in quotes)",
  },
  classes: {
    zh: "应为线索词，或缩进的下一级类目",
    en: "expected cue words, or the classes of the next level, indented",
  },
  top: { zh: "应为一级类目，缩进在 topics 之下", en: "expected the classes of the first level, indented under topics" },
  keys: { zh: "文件只有 topics 和 ignore 两个键", en: "the file has the keys topics and ignore, no others" },
} satisfies Record<string, Localized>;

/** A class may be given as its cue words alone, or with nothing at all. */
const asClass = (value: unknown): unknown => (typeof value === "string" ? { words: value } : (value ?? {}));

const wordsSchema = z.string({ error: "words" });
const classSchema = z.object({ words: wordsSchema.default("") }, { error: "classes" });
const level3Schema = z.preprocess((value) => value ?? "", wordsSchema);
const level2Schema = z.preprocess(asClass, classSchema.catchall(level3Schema));
const level1Schema = z.preprocess(asClass, classSchema.catchall(level2Schema));
const fileSchema = z.strictObject(
  { ignore: wordsSchema.default(""), topics: z.record(z.string(), level1Schema, { error: "top" }) },
  { error: "keys" },
);

/** A class of this name collects what fits nowhere else: its name says nothing about a text. */
const isRest = (name: string): boolean => name.startsWith("其他");

/** Reads a taxonomy file; without a path the shipped one. @throws TaxonomyError with the line of the first fault */
export function loadTaxonomy(path: string = shipped("config", "taxonomy.yaml")): Taxonomy {
  let source: string;
  try {
    source = readFileSync(path, "utf8");
  } catch (cause) {
    throw new TaxonomyError(
      { zh: `无法读取分类体系文件 ${path}`, en: `Cannot read the taxonomy file ${path}` },
      {
        fix: {
          zh: "检查配置项 topic.taxonomy 的路径，或删除该项以使用内置分类体系。",
          en: "Check the path in topic.taxonomy, or remove the key to use the built-in taxonomy.",
        },
        cause,
      },
    );
  }
  return parseTaxonomy(source, path);
}

/** Reads the text of a taxonomy file. @throws TaxonomyError with the line of the first fault */
export function parseTaxonomy(source: string, path: string): Taxonomy {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines });
  const syntax = document.errors[0];
  if (syntax) throw syntaxFault(path, lines.linePos(syntax.pos[0]).line, syntax);
  let content: unknown;
  try {
    content = document.toJS();
  } catch (error) {
    throw syntaxFault(path, 1, error);
  }
  const parsed = fileSchema.safeParse(content);
  if (!parsed.success) {
    const { path: where, message } = parsed.error.issues[0]!;
    const { zh, en } = EXPECTED[message as keyof typeof EXPECTED] ?? EXPECTED.keys;
    const at = where.length === 0 ? "" : `${where.join(" > ")}: `;
    throw faultAt(path, lineOf(where), { zh: `${at}${zh}`, en: `${at}${en}` });
  }
  const { ignore, topics } = parsed.data;
  if (Object.keys(topics).length === 0) throw faultAt(path, 1, EXPECTED.top);
  return { classes: classesOf(topics), ignore: splitWords(ignore), hash: hashOf(source).slice(0, 8) };

  /** The line of the deepest node on the way to a fault. */
  function lineOf(where: PropertyKey[]): number {
    for (let depth = where.length; depth > 0; depth--) {
      const node: unknown = document.getIn(where.slice(0, depth), true);
      const range = (node as { range?: [number, number, number] } | null | undefined)?.range;
      if (range) return lines.linePos(range[0]).line;
    }
    return 1;
  }
}

type Tree = { [name: string]: Tree | string };

const splitWords = (words: string): string[] => words.split(/[\s,，、]+/u).filter((word) => word !== "");

function classesOf(topics: Tree): TopicClass[] {
  const classes: TopicClass[] = [];
  const walk = (tree: Tree, level: 1 | 2 | 3, parent: number): void => {
    for (const [name, value] of Object.entries(tree)) {
      if (name === "words" && parent >= 0) continue;
      const words = typeof value === "string" ? value : (value.words as string);
      const index = classes.push({ name, level, parent, cues: cuesOf(name, splitWords(words)) }) - 1;
      if (typeof value === "object") walk(value, level === 1 ? 2 : 3, index);
    }
  };
  walk(topics, 1, -1);
  return classes;
}

/** A class's cues, each once. Its name is one, unless it stands for the rest; the file may list it again as weak. */
function cuesOf(name: string, words: readonly string[]): Cue[] {
  const cues = new Map<string, Cue>();
  if (!isRest(name)) cues.set(name, { word: name, weak: false });
  for (const entry of words) {
    const weak = /[?？]$/u.test(entry);
    const word = weak ? entry.slice(0, -1) : entry;
    cues.set(word, { word, weak });
  }
  return [...cues.values()];
}

function syntaxFault(path: string, line: number, error: unknown): TaxonomyError {
  const what = (error as Error).message.split("\n")[0]!;
  return faultAt(path, line, { zh: `YAML 格式错误(${what})`, en: `not well-formed YAML (${what})` });
}

function faultAt(path: string, line: number, what: Localized): TaxonomyError {
  return new TaxonomyError(
    { zh: `分类体系文件 ${path} 第 ${line} 行：${what.zh}`, en: `Taxonomy file ${path}, line ${line}: ${what.en}` },
    {
      fix: {
        zh: "每一级缩进两格，词之间用空格分开，弱词以 ? 结尾；可对照内置的 config/taxonomy.yaml。",
        en: "Indent each level by two spaces, separate words by spaces, end weak words with ?; compare with the built-in config/taxonomy.yaml.",
      },
    },
  );
}
