import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { DEMANDS, type Demand } from "../../core/analysis.js";
import { hashOf } from "../../core/ids.js";
import { shipped } from "../../core/paths.js";
import { PhraseTable } from "../phrase-table.js";
import { parsePolarity } from "../sentiment/polarity-file.js";

const words = z.array(z.string().min(1));
const byDemand = <T extends z.ZodType>(value: T) => z.partialRecord(z.enum(DEMANDS), value);

const rulesSchema = z.strictObject({
  titleFactor: z.number().positive(),
  leadFactor: z.number().positive(),
  order: z.array(z.enum(DEMANDS)).length(DEMANDS.length),
  fallback: z.enum(DEMANDS),
  categories: byDemand(words),
  question: z.number().nonnegative(),
  questionTitle: z.number().nonnegative(),
  problem: z.strictObject({
    strength: z.number().negative(),
    score: z.number().positive(),
    most: z.number().positive(),
  }),
  praise: z.strictObject({
    strength: z.number().positive(),
    score: z.number().positive(),
    most: z.number().positive(),
  }),
  rhetorical: z.strictObject({
    upTo: z.number().positive(),
    from: z.number().positive(),
    factor: z.number().min(0).max(1),
    least: z.number().nonnegative(),
  }),
  cues: byDemand(z.record(z.string().regex(/^\d+(\.\d+)?$/), words)),
});

/** What a cue gives to each demand. */
export type CueScores = Partial<Record<Demand, number>>;

/** The cue that all words of blame share, and the one that all words of praise share. */
export const PROBLEM: CueScores = {};
export const PRAISE: CueScores = {};

export interface DemandRules extends Omit<z.infer<typeof rulesSchema>, "cues"> {
  cues: PhraseTable<CueScores>;
  hash: string;
}

/** Reads config/demand.yaml, the rules as an office can read them, and the words of blame they build on. */
export function loadDemandRules(): DemandRules {
  const text = readFileSync(shipped("config", "demand.yaml"), "utf8");
  const { cues, ...rules } = rulesSchema.parse(parse(text));
  const scores = new Map<string, CueScores>();
  const polarity = readFileSync(shipped("config", "lexicon", "polarity.txt"), "utf8");
  for (const [word, strength] of parsePolarity(polarity).entries) {
    if (strength <= rules.problem.strength) scores.set(word, PROBLEM);
    if (strength >= rules.praise.strength) scores.set(word, PRAISE);
  }
  for (const demand of DEMANDS) {
    for (const [score, phrases] of Object.entries(cues[demand] ?? {})) {
      for (const phrase of phrases) scores.set(phrase, { ...scores.get(phrase), [demand]: Number(score) });
    }
  }
  return { ...rules, cues: new PhraseTable(scores), hash: hashOf(text, polarity).slice(0, 8) };
}
