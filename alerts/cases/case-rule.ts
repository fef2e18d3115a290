import { hashOf } from "../../core/ids.js";
import { durationMs } from "../rules/duration.js";
import type { Rule } from "../rules/rule.js";
import type { CaseRule } from "./settings.js";

/**
 * A rule as the life of its cases knows it.
 * @param title what people read where the rule has no title of its own
 */
export function caseRuleOf(rule: Rule, title: string): CaseRule {
  const { where, groupBy, window, least, when, levels } = rule;
  return {
    id: rule.id,
    version: hashOf(JSON.stringify([where, groupBy, window, least, when, levels, rule.for ?? null])),
    title: rule.title ?? title,
    enabled: rule.enabled,
    holdFor: rule.for ? durationMs(rule.for) : 0,
    ...(rule.cooldown && { cooldown: durationMs(rule.cooldown) }),
    inhibits: rule.inhibits,
    ...(rule.owner !== undefined && { owner: rule.owner }),
    channels: rule.channels,
    where,
  };
}
