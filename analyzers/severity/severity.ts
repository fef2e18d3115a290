import type { Demand, Severity } from "../../core/analysis.js";
import type { Analyzer, Word } from "../../core/analyzer.js";
import { lacksAny, linearVoice, type Models, modelVersions } from "../blend/models.js";
import { pool } from "../blend/pool.js";
import { type Finding, findSeverity } from "./find.js";
import { moderated, reasonsOf } from "./moderate.js";
import { loadSeverityRules, type SeverityRules } from "./rules.js";

const CODE_VERSION = 2;

/** Complaints, reports and calls for help are an inconvenience at least. */
const LEAST: Record<Demand, 0 | 1> = { 投诉: 1, 举报: 1, 求助: 1, 建议: 0, 咨询: 0, 表扬: 0 };

/** The levels as the models call them. */
export const SEVERITY_NAMES = ["0", "1", "2", "3"] as const;

/** What the rules say: the level, and all that they found. */
export interface RuleSeverity {
  level: Severity["level"];
  findings: readonly Finding[];
}

/** Level 0–3 by rules. Praise is never serious, whatever danger it tells of. */
export function severityByRules(
  words: readonly Word[],
  content: string,
  demand: Demand,
  rules: SeverityRules,
): RuleSeverity {
  const findings = findSeverity(words, content, rules);
  let level: Severity["level"] = LEAST[demand];
  for (const finding of findings) if (finding.level > level) level = finding.level;
  return { level: demand === "表扬" ? 0 : level, findings };
}

/**
 * How serious a message is, apart from its polarity: by the rules of config/severity.yaml, with models corrected by at most
 * one level where the model is sure (moderate.ts). A text of which the encoder said nothing is left to the rules and marked.
 */
export function createSeverityAnalyzer(
  models?: Models,
): Analyzer<"content" | "demand" | "encoded" | "keywords" | "words", "degraded" | "severity"> {
  const rules = loadSeverityRules();
  return {
    id: "severity",
    version: `${CODE_VERSION}+rules:${rules.hash}${models ? modelVersions(models, ["severity"]) : ""}`,
    needs: ["content", "words", "demand", ...(models ? (["encoded", "keywords"] as const) : [])],
    adds: models ? ["severity", "degraded"] : ["severity"],
    analyze: (batch) =>
      batch.map(({ content, demand, encoded, keywords, words }) => {
        const byRules = severityByRules(words, content, demand, rules);
        if (models !== undefined && encoded !== undefined) {
          const linear = linearVoice(models.linear.severity, SEVERITY_NAMES, content, encoded.severity);
          const model = pool(SEVERITY_NAMES.length, { encoder: encoded.severity, linear }, models.blend.severity);
          const severity = moderated(byRules, demand, model, keywords, models.blend.severity);
          return lacksAny(models, ["severity"]) ? { severity, degraded: ["severity"] } : { severity };
        }
        const severity = {
          level: byRules.level,
          reasons: byRules.level === 0 ? [] : reasonsOf(byRules.findings, byRules.level),
        };
        return models === undefined ? { severity } : { severity, degraded: ["severity"] };
      }),
  };
}
