import type { Demand, Severity } from "../../core/analysis.js";
import type { Blend } from "../blend/blend.js";
import type { Finding } from "./find.js";

const LEVELS = 4;
/** Stands before the reasons where no rule but the model gave the level. */
export const BY_MODEL = "模型判断";
/** Words beside it: the message's own keywords. */
const MODEL_WORDS = 3;
/** More reasons than this tell a reader nothing. */
const MAX_REASONS = 8;

/**
 * The level by rules and model together. The model may move the rules' level by one, where it is sure: up when it gives at
 * least `raise[level]` to the levels above, down when it gives at least `lower[level − 1]` to those below. Level 3 takes a
 * rule's reason beside it, or `surest` by the model alone; and no model takes it away: there are too few such messages for
 * one to have learned what they look like. Praise stays at 0.
 */
export function moderatedLevel(
  rules: { level: Severity["level"]; reasons: number },
  demand: Demand,
  model: ArrayLike<number>,
  { raise, lower, surest }: Pick<Blend["severity"], "raise" | "lower" | "surest">,
): Severity["level"] {
  const { level } = rules;
  if (demand === "表扬") return level;
  const above = massFrom(model, level + 1);
  const below = 1 - massFrom(model, level);
  if (level < 3 && above >= raise[level as 0 | 1 | 2]) {
    const possible = level < 2 || rules.reasons > 0 || model[3]! >= surest;
    if (possible) return (level + 1) as Severity["level"];
  }
  if ((level === 1 || level === 2) && below >= lower[(level - 1) as 0 | 1]) return (level - 1) as Severity["level"];
  return level;
}

function massFrom(model: ArrayLike<number>, level: number): number {
  let mass = 0;
  for (let k = level; k < LEVELS; k++) mass += model[k]!;
  return mass;
}

/** Level and reasons; a level that the model alone has raised says so, with the message's most telling words. */
export function moderated(
  rules: { level: Severity["level"]; findings: readonly Finding[] },
  demand: Demand,
  model: ArrayLike<number>,
  keywords: readonly string[],
  blend: Blend["severity"],
): Severity {
  const level = moderatedLevel(
    { level: rules.level, reasons: reasonsOf(rules.findings, 2).length },
    demand,
    model,
    blend,
  );
  if (level === 0) return { level, reasons: [] };
  if (level > rules.level) {
    const reasons = new Set([BY_MODEL, ...reasonsOf(rules.findings, 1), ...keywords.slice(0, MODEL_WORDS)]);
    return { level, reasons: [...reasons].slice(0, MAX_REASONS) };
  }
  return { level, reasons: reasonsOf(rules.findings, level) };
}

/** The words of the text that say at least this level. */
export function reasonsOf(findings: readonly Finding[], level: number): string[] {
  const words = new Set<string>();
  for (const finding of findings) if (finding.level >= level) for (const reason of finding.reasons) words.add(reason);
  return [...words].slice(0, MAX_REASONS);
}
