import { ConfigError, type Problem } from "../../config/config-error.js";
import { nearest } from "../../config/nearest.js";
import type { ParsedRule } from "./parse-rules.js";
import type { Rule } from "./rule.js";

/**
 * All rules of the office in order of id: those of files, and over them those that were edited here (same id: the
 * edited one holds).
 * @throws ConfigError when two files have the same id, or a rule inhibits one that is not there
 */
export function ruleSet(fromFiles: readonly ParsedRule[], edited: readonly ParsedRule[] = []): Rule[] {
  const problems: Problem[] = [];
  const known = new Map<string, ParsedRule>();
  for (const parsed of fromFiles) {
    const { id } = parsed.rule;
    const other = known.get(id);
    if (other) {
      const { file, line } = other.place(["id"]);
      const text = {
        zh: `${id} 这个编号在 ${file}:${line} 已有一条规则`,
        en: `there is a rule ${id} already at ${file}:${line}`,
      };
      problems.push({ ...parsed.place(["id"]), text });
    } else known.set(id, parsed);
  }
  for (const parsed of edited) known.set(parsed.rule.id, parsed);
  for (const { rule, place } of known.values()) {
    rule.inhibits.forEach((id, index) => {
      if (known.has(id)) return;
      const meant = nearest(id, known.keys());
      const hint = meant ? { zh: `，是不是 ${meant}？`, en: `; did you mean ${meant}?` } : { zh: "", en: "" };
      const text = { zh: `没有编号为 ${id} 的规则${hint.zh}`, en: `there is no rule ${id}${hint.en}` };
      problems.push({ ...place(["inhibits", index]), text });
    });
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return [...known.values()].map(({ rule }) => rule).sort((a, b) => (a.id < b.id ? -1 : 1));
}
