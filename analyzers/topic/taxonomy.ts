import { readFileSync } from "node:fs";
import { LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { UsageError } from "../../core/errors.js";
import { hashOf } from "../../core/ids.js";
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

const wordsSchema = z.string({ error: "expected words separated by spaces (a lone number in quotes)" });
const level3Schema = wordsSchema.nullable();
const level2Schema = z
  .object({ words: wordsSchema.optional() }, { error: "expected the classes of the third level, indented" })
  .catchall(level3Schema);
const level1Schema = z
  .object({ words: wordsSchema.optional() }, { error: "expected the classes of the second level, indented" })
  .catchall(level2Schema.nullable());
const fileSchema = z.strictObject(
  {
    ignore: wordsSchema.default(""),
    topics: z.record(z.string(), level1Schema.nullable(), {
      error: "expected the classes of the first level, indented",
    }),
  },
  { error: "expected the keys topics and ignore" },
);

/** A class of this name collects what fits nowhere else: its name says nothing about a text. */
export const isRest = (name: string): boolean => name.startsWith("其他");

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
          zh: "检查配置项 topic.taxonomy 的路径,或删除该项以使用内置分类体系。",
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
  const fault = document.errors[0];
  if (fault) throw faultAt(path, lines.linePos(fault.pos[0]).line, fault.message.split("\n")[0]!);
  const parsed = fileSchema.safeParse(document.toJS());
  if (!parsed.success) {
    const { path: where, message } = parsed.error.issues[0]!;
    throw faultAt(path, lineOf(where), `${where.join(" > ")}: ${message}`);
  }
  const { ignore, topics } = parsed.data;
  if (Object.keys(topics).length === 0) throw faultAt(path, 1, "topics: no classes");
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

type Tree = { [name: string]: Tree | string | null | undefined };

const splitWords = (words: string): string[] => words.split(/\s+/).filter((word) => word !== "");

function classesOf(topics: Tree): TopicClass[] {
  const classes: TopicClass[] = [];
  const walk = (tree: Tree, level: 1 | 2 | 3, parent: number): void => {
    for (const [name, value] of Object.entries(tree)) {
      if (name === "words" && parent >= 0) continue;
      const words = typeof value === "string" ? value : ((value?.words as string | undefined) ?? "");
      const index = classes.push({ name, level, parent, cues: cuesOf(name, splitWords(words)) }) - 1;
      if (typeof value === "object" && value !== null) walk(value, level === 1 ? 2 : 3, index);
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
    const weak = entry.endsWith("?");
    const word = weak ? entry.slice(0, -1) : entry;
    cues.set(word, { word, weak });
  }
  return [...cues.values()];
}

function faultAt(path: string, line: number, what: string): TaxonomyError {
  return new TaxonomyError(
    { zh: `分类体系文件 ${path} 第 ${line} 行有误:${what}`, en: `Taxonomy file ${path}, line ${line}: ${what}` },
    {
      fix: {
        zh: "每一级缩进两格,词之间用空格分开,弱词以 ? 结尾;可对照内置的 config/taxonomy.yaml。",
        en: "Indent each level by two spaces, separate words by spaces, end weak words with ?; compare with the built-in config/taxonomy.yaml.",
      },
    },
  );
}
