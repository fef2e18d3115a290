import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { hashOf } from "../../core/ids.js";
import { shipped } from "../../core/paths.js";
import { PhraseTable } from "../phrase-table.js";
import type { Cue, Register } from "./cue.js";
import { type PairStrengths, takePairs } from "./pairs.js";
import { readPolarity } from "./polarity-file.js";

export interface Lexicon {
  tables: Record<Register, PhraseTable<Cue>>;
  /** Learned strengths of pairs of words, for reviews only. */
  pairs: PairStrengths;
  /** Words that tell the registers apart: above 0 civic, below 0 review. */
  register: ReadonlyMap<string, number>;
  /** Changes when any entry does. */
  hash: string;
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
