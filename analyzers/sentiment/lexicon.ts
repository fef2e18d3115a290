import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { UsageError } from "../../core/errors.js";
import { hashOf } from "../../core/ids.js";
import type { Localized } from "../../core/localized.js";
import { shipped } from "../../core/paths.js";
import { PhraseTable } from "../phrase-table.js";
import { type PairStrengths, takePairs } from "./pairs.js";

/** What a phrase does in a sentence; one phrase may do several things. */
export interface Cue {
  /** −3 … 3: praise or blame. */
  strength?: number;
  /** Turns the polar word that follows. */
  negates?: true;
  /** Multiplies the polar word that follows. */
  degree?: number;
  contrast?: true;
  concession?: true;
  wish?: true;
  /** Below 0: a rhetorical question is discontent in itself. */
  rhetoric?: number;
  thanks?: true;
  courtesy?: true;
  done?: true;
}

/** How a text speaks: as a message to the authorities, or as a review or post. The same words weigh differently. */
export type Register = "civic" | "review";

export interface Lexicon {
  tables: Record<Register, PhraseTable<Cue>>;
  /** Learned strengths of pairs of words, for reviews only. */
  pairs: PairStrengths;
  /** Words that tell the registers apart: above 0 civic, below 0 review. */
  register: ReadonlyMap<string, number>;
  /** Changes when any entry does. */
  hash: string;
}

/** Largest strength that a file may give a word. */
const MAX_STRENGTH = 3;

/** Reads `word strength` lines; `#` starts a comment line. Tabs and commas separate as well as spaces. */
export function parsePolarity(text: string): {
  entries: [word: string, strength: number][];
  problems: (Localized & { line: number })[];
} {
  const entries: [string, number][] = [];
  const problems: (Localized & { line: number })[] = [];
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  for (const [index, raw] of lines.entries()) {
    const content = raw.trim();
    if (content === "" || content.startsWith("#")) continue;
    const columns = content.split(/[\s,，]+/);
    const [word = "", score = ""] = columns;
    const strength = Number(score);
    if (columns.length !== 2 || !/^[+-]?\d+(\.\d+)?$/.test(score) || Math.abs(strength) > MAX_STRENGTH) {
      problems.push({
        line: index + 1,
        zh: `应为「词 分值」，分值在 −${MAX_STRENGTH} 到 ${MAX_STRENGTH} 之间`,
        en: `expected "word strength", strength between −${MAX_STRENGTH} and ${MAX_STRENGTH}`,
      });
    } else entries.push([word, strength]);
  }
  return { entries, problems };
}

function readPolarity(path: string): [string, number][] {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    throw new UsageError(
      {
        zh: `情感词表 ${path} 读不出来：找不到文件，或不是 UTF-8`,
        en: `Sentiment lexicon ${path} cannot be read: no such file, or not UTF-8`,
      },
      { cause: error, fix: { zh: "检查 sentiment.lexicon 的路径。", en: "Check the path in sentiment.lexicon." } },
    );
  }
  const { entries, problems } = parsePolarity(text);
  if (problems.length > 0) {
    const shown = problems.slice(0, 10);
    throw new UsageError(
      {
        zh: `情感词表 ${path} 有 ${problems.length} 处错误：\n${shown.map((p) => `  第 ${p.line} 行：${p.zh}`).join("\n")}`,
        en: `Sentiment lexicon ${path} has ${problems.length} problems:\n${shown.map((p) => `  line ${p.line}: ${p.en}`).join("\n")}`,
      },
      { fix: { zh: "每行一个词，如「扰民 -2」。", en: "One word a line, e.g. `扰民 -2`." } },
    );
  }
  return entries;
}

const words = z.array(z.string().min(1));
const graded = z.record(z.string().regex(/^-?\d+(\.\d+)?$/), words);
const grammarSchema = z.strictObject({
  negation: words,
  removal: words,
  notNegation: words,
  degree: graded,
  contrast: words,
  concession: words,
  wish: words,
  rhetoric: graded,
  thanks: words,
  courtesy: words,
  done: words,
});

/** The files that give words their strengths, by register; a later one replaces what an earlier one says of a word. */
const STRENGTH_FILES: Record<Register, readonly string[]> = {
  civic: ["polarity.txt", "emoji.txt"],
  review: ["polarity.txt", "emoji.txt", "learned.txt"],
};

/**
 * What each phrase does: the shipped grammar, then the named files of strengths, then the office's own words.
 * @throws UsageError naming file and line.
 */
export function readCues(strengthFiles: readonly string[], own?: string): Map<string, Cue> {
  const cues = new Map<string, Cue>();
  const add = (word: string, cue: Cue) => cues.set(word, { ...cues.get(word), ...cue });
  const grammar = grammarSchema.parse(parse(readFileSync(shipped("config", "lexicon", "grammar.yaml"), "utf8")));
  for (const word of [...grammar.negation, ...grammar.removal]) add(word, { negates: true });
  for (const word of grammar.notNegation) add(word, {});
  for (const [factor, list] of Object.entries(grammar.degree)) {
    for (const word of list) add(word, { degree: Number(factor) });
  }
  for (const [strength, list] of Object.entries(grammar.rhetoric)) {
    for (const word of list) add(word, { rhetoric: Number(strength) });
  }
  for (const role of ["contrast", "concession", "wish", "thanks", "courtesy", "done"] as const) {
    for (const word of grammar[role]) add(word, { [role]: true });
  }
  const files = strengthFiles.map((name) => shipped("config", "lexicon", name));
  for (const path of own === undefined ? files : [...files, own]) {
    for (const [word, strength] of readPolarity(path)) add(word, { strength });
  }
  return cues;
}

/** Loads the shipped lexicon and lays the office's own words over it. */
export function loadLexicon(own?: string): Lexicon {
  const civic = readCues(STRENGTH_FILES.civic, own);
  const review = readCues(STRENGTH_FILES.review, own);
  const register = new Map(readPolarity(shipped("config", "lexicon", "register.txt")));
  const lines = [civic, review, register].flatMap((map) => [...map].map(([word, cue]) => word + JSON.stringify(cue)));
  const pairs = takePairs(review);
  return {
    tables: { civic: new PhraseTable(civic), review: new PhraseTable(review) },
    pairs,
    register,
    hash: hashOf(...lines).slice(0, 8),
  };
}
