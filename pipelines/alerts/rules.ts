import { relative } from "node:path";
import { parseRule, readRuleFile } from "../../alerts/rules/parse-rules.js";
import type { Rule } from "../../alerts/rules/rule.js";
import { ruleSet } from "../../alerts/rules/rule-set.js";
import { shipped } from "../../core/paths.js";
import type { PipelineContext } from "../context.js";

/**
 * The rules that are in force: those of `alerts.rules` (without any, the ready-made ones), and over them those that were
 * edited here.
 * @throws ConfigError with file, line and field of everything that is wrong
 */
export function officeRules({ config, baseDir, state }: Pick<PipelineContext, "config" | "baseDir" | "state">): Rule[] {
  const own = config.alerts.rules;
  const paths = own.length > 0 ? own : [shipped("config", "alert-rules.yaml")];
  const fromFiles = paths.flatMap((path) => readRuleFile(path, nameOf(path, baseDir)));
  const edited = state.alerts.rules.list().flatMap(({ id, yaml }) => (yaml ? [parseRule(yaml, id)] : []));
  return ruleSet(fromFiles, edited);
}

function nameOf(path: string, baseDir: string): string {
  const short = relative(baseDir, path);
  return short.startsWith("..") ? path : short;
}
