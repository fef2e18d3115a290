import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { hashOf } from "../../core/ids.js";
import { shipped } from "../../core/paths.js";
import { PhraseTable } from "../phrase-table.js";

const words = z.array(z.string().min(1)).min(1);
const level = z.union([z.literal(1), z.literal(2), z.literal(3)]);
const shared = { name: z.string(), level, possible: level.optional(), event: z.literal(true).optional() };
const ruleSchema = z.union([
  z.strictObject({ ...shared, words }),
  z.strictObject({ ...shared, near: z.tuple([words, words]), reach: z.int().positive().optional() }),
]);

export const GUARDS = [
  "negation",
  "possible",
  "whether",
  "risk",
  "prevention",
  "past",
  "present",
  "settled",
  "asking",
] as const;
export type Guard = (typeof GUARDS)[number];

const fileSchema = z.strictObject({
  reach: z.int().positive(),
  lead: z.int().positive(),
  rules: z.array(ruleSchema),
  harmless: words,
  guards: z.strictObject(Object.fromEntries(GUARDS.map((guard) => [guard, words])) as Record<Guard, typeof words>),
});

export interface SeverityRule {
  name: string;
  level: 1 | 2 | 3;
  /** Level when the matter is only possible. */
  possible: 0 | 1 | 2 | 3;
  /** True when a mere mention far down in the text is not the matter itself. */
  event: boolean;
  /** For rules of two groups: how many words may lie between them. */
  reach: number;
}

/** What a phrase means to the rules. */
export interface SeverityCue {
  /** Rules that hold wherever the phrase stands. */
  alone: SeverityRule[];
  /** Rules of two groups that the phrase is one half of. */
  half: { rule: SeverityRule; side: 0 | 1 }[];
  guards: Guard[];
}

export interface SeverityRules {
  table: PhraseTable<SeverityCue>;
  /** The first so many characters say what a message is about. */
  lead: number;
  hash: string;
}

/** Reads config/severity.yaml, the rules as an office can read them. */
export function loadSeverityRules(): SeverityRules {
  const text = readFileSync(shipped("config", "severity.yaml"), "utf8");
  const file = fileSchema.parse(parse(text));
  const cues = new Map<string, SeverityCue>();
  const cueOf = (phrase: string): SeverityCue => {
    let cue = cues.get(phrase);
    if (cue === undefined) {
      cue = { alone: [], half: [], guards: [] };
      cues.set(phrase, cue);
    }
    return cue;
  };
  for (const given of file.rules) {
    const rule: SeverityRule = {
      name: given.name,
      level: given.level,
      possible: given.possible ?? ((given.level - 1) as 0 | 1 | 2),
      event: given.event ?? false,
      reach: "near" in given ? (given.reach ?? file.reach) : 0,
    };
    if ("words" in given) for (const phrase of given.words) cueOf(phrase).alone.push(rule);
    else {
      for (const phrase of given.near[0]) cueOf(phrase).half.push({ rule, side: 0 });
      for (const phrase of given.near[1]) cueOf(phrase).half.push({ rule, side: 1 });
    }
  }
  for (const guard of GUARDS) for (const phrase of file.guards[guard]) cueOf(phrase).guards.push(guard);
  for (const phrase of file.harmless) cues.set(phrase, { alone: [], half: [], guards: [] });
  return { table: new PhraseTable(cues), lead: file.lead, hash: hashOf(text).slice(0, 8) };
}
