import { describeRule } from "../../alerts/rules/describe-rule.js";
import type { Rule } from "../../alerts/rules/rule.js";
import type { ExplainedGroup } from "../alerts/explain.js";
import { toldJson } from "../alerts/told.js";
import { caseJson, verdictJson } from "./alerts-json.js";

/** An explanation for scripts; every key is always there. */
export function explainedJson(rule: Rule, groups: readonly ExplainedGroup[], at: number): object {
  return {
    rule: rule.id,
    title: rule.title ?? null,
    enabled: rule.enabled,
    words: describeRule(rule),
    at: new Date(at).toISOString(),
    groups: groups.map(({ group, where, verdict, alert, quiet, told }) => ({
      group,
      where,
      verdict: verdict ? verdictJson(verdict, where) : null,
      alert: alert ? caseJson(alert, where) : null,
      quiet,
      told: told.map(toldJson),
    })),
  };
}
