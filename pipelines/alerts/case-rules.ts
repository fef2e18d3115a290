import { caseRuleOf } from "../../alerts/cases/case-rule.js";
import type { CaseRule } from "../../alerts/cases/settings.js";
import { describeRule } from "../../alerts/rules/describe-rule.js";
import type { Rule } from "../../alerts/rules/rule.js";
import { type Language, say } from "../../core/localized.js";

/** Rules as the life of their cases knows them; one without a title is called by what it says. */
export function caseRules(rules: readonly Rule[], language: Language): CaseRule[] {
  return rules.map((rule) => caseRuleOf(rule, say(language, describeRule(rule))));
}
