import type { z } from "zod";
import { ConfigError, type Problem } from "../../config/config-error.js";
import { pathText } from "../../config/keys.js";
import { parseYaml, readYamlFile, type YamlFile } from "../../config/yaml-file.js";
import { explainRule } from "./explain-rule.js";
import { type Rule, ruleSchema } from "./rule.js";

/** A rule and where its keys stand, for what shows only when all rules are seen together. */
export interface ParsedRule {
  rule: Rule;
  /** The file, line and column of a key of the rule. */
  place(path: readonly PropertyKey[]): Omit<Problem, "text">;
}

function valueAt(tree: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (node, part) =>
      node !== null && typeof node === "object" && Object.hasOwn(node, part)
        ? (node as Record<PropertyKey, unknown>)[part]
        : undefined,
    tree,
  );
}

/** Reads one rule that stands at `base` of a file; problems are added, and then there is none. */
function readRule(file: YamlFile, name: string, base: readonly PropertyKey[], problems: Problem[]): ParsedRule[] {
  const placeOf = (path: readonly PropertyKey[], atKey: boolean): Omit<Problem, "text"> => {
    const whole = [...base, ...path];
    return { file: name, ...file.locate(whole, atKey), ...(whole.length > 0 && { key: pathText(whole) }) };
  };
  const written = valueAt(file.value, base);
  const parsed = ruleSchema.safeParse(written);
  if (parsed.success) return [{ rule: parsed.data, place: (path) => placeOf(path, false) }];
  for (const { path, atKey, text } of explainRule(parsed.error.issues as z.core.$ZodIssue[], (at) =>
    valueAt(written, at),
  )) {
    problems.push({ ...placeOf(path, atKey), text });
  }
  return [];
}

function failIfAny(problems: Problem[]): void {
  if (problems.length === 0) return;
  throw new ConfigError(problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0)));
}

function rulesOf(file: YamlFile, name: string): ParsedRule[] {
  const { value } = file;
  const problems: Problem[] = [];
  const list = value !== null && typeof value === "object" ? (value as { rules?: unknown }).rules : undefined;
  if (value === null) return [];
  if (!Array.isArray(list)) {
    const text = {
      zh: "规则文件以 rules: 开头，下面每条规则以 - 开头",
      en: "a file of rules begins with rules:, and each rule with -",
    };
    throw new ConfigError([{ file: name, ...file.locate(["rules"]), text }]);
  }
  const others = Object.keys(value as object).filter((key) => key !== "rules");
  for (const key of others) {
    const text = { zh: "规则文件里只有 rules 一项", en: "a file of rules holds nothing but rules" };
    problems.push({ file: name, ...file.locate([key], true), key, text });
  }
  const rules = list.flatMap((_, index) => readRule(file, name, ["rules", index], problems));
  const seen = new Set<string>();
  for (const { rule, place } of rules) {
    if (seen.has(rule.id)) {
      const text = { zh: `${rule.id} 这个编号已有一条规则`, en: `there is a rule ${rule.id} already` };
      problems.push({ ...place(["id"]), text });
    }
    seen.add(rule.id);
  }
  failIfAny(problems);
  return rules;
}

/**
 * Reads a file of rules (`rules:` and a list). Either all of it is right or nothing is taken (R42).
 * @param name how messages call the file
 * @throws ConfigError with every problem: file, line, column, field
 */
export function readRuleFile(path: string, name: string): ParsedRule[] {
  return rulesOf(readYamlFile(path, name), name);
}

/** The same of a text already read. @throws ConfigError */
export function parseRules(text: string, name: string): ParsedRule[] {
  return rulesOf(parseYaml(text, name), name);
}

/** One rule by itself, as it is kept in state: the keys of the rule at the top. @throws ConfigError */
export function parseRule(text: string, name: string): ParsedRule {
  const problems: Problem[] = [];
  const [parsed] = readRule(parseYaml(text, name), name, [], problems);
  failIfAny(problems);
  return parsed as ParsedRule;
}
