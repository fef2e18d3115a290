import type { Demand, Severity } from "../../core/analysis.js";
import type { Analyzer, Word } from "../../core/analyzer.js";
import { findSeverity } from "./find.js";
import { loadSeverityRules, type SeverityRules } from "./rules.js";

const CODE_VERSION = 1;
/** More reasons than this tell a reader nothing. */
const MAX_REASONS = 8;

/** Complaints, reports and calls for help are an inconvenience at least. */
const LEAST: Record<Demand, 0 | 1> = { 投诉: 1, 举报: 1, 求助: 1, 建议: 0, 咨询: 0, 表扬: 0 };

/** Level 0–3 with the words that led to it. Praise is never serious, whatever danger it tells of. */
export function severityOf(words: readonly Word[], content: string, demand: Demand, rules: SeverityRules): Severity {
  const findings = findSeverity(words, content, rules);
  let level: Severity["level"] = LEAST[demand];
  for (const finding of findings) if (finding.level > level) level = finding.level;
  if (demand === "表扬") level = 0;
  const reasons = new Set<string>();
  if (level > 0)
    for (const finding of findings) if (finding.level >= level) for (const r of finding.reasons) reasons.add(r);
  return { level, reasons: [...reasons].slice(0, MAX_REASONS) };
}

/** How serious a message is, apart from its polarity, by the rules of config/severity.yaml. */
export function createSeverityAnalyzer(): Analyzer<"content" | "demand" | "words", "severity"> {
  const rules = loadSeverityRules();
  return {
    id: "severity",
    version: `${CODE_VERSION}+rules:${rules.hash}`,
    needs: ["content", "words", "demand"],
    adds: ["severity"],
    analyze: (batch) =>
      batch.map(({ content, words, demand }) => ({ severity: severityOf(words, content, demand, rules) })),
  };
}
