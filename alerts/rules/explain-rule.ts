import type { z } from "zod";
import { type Explained, explain } from "../../config/explain.js";
import { nearest } from "../../config/nearest.js";
import type { Localized } from "../../core/localized.js";
import { CONDITION_FIELDS, CONDITION_KEYS } from "./condition.js";
import { RULE_KEYS, WHERE_KEYS } from "./rule.js";

const DURATION_KEYS = ["minutes", "hours", "days", "weeks"];
const BY_NAME: Readonly<Record<string, readonly string[]>> = {
  ...CONDITION_FIELDS,
  where: WHERE_KEYS,
  when: CONDITION_KEYS,
  all: CONDITION_KEYS,
  levels: ["level", "when"],
  window: DURATION_KEYS.slice(1),
  for: DURATION_KEYS,
  cooldown: DURATION_KEYS,
  rules: RULE_KEYS,
};

/** The keys that are known at a place of a rule file. */
function knownAt(path: readonly PropertyKey[]): readonly string[] {
  const index = path.findLastIndex((part) => typeof part === "string");
  const name = String(path[index] ?? "rules");
  // `any` holds conditions, and words in a keyword: only the former are mappings.
  if (name === "any") return CONDITION_KEYS;
  return BY_NAME[name] ?? RULE_KEYS;
}

function unknownKey(path: readonly PropertyKey[], name: string): Explained {
  const known = path.length === 0 && name !== "rules" ? [...RULE_KEYS, "rules"] : knownAt(path);
  const meant = nearest(name, known);
  const text: Localized = meant
    ? { zh: `没有这一项，是不是 ${meant}？`, en: `is not known here; did you mean ${meant}?` }
    : { zh: `没有这一项；可用的有 ${known.join("、")}`, en: `is not known here; known: ${known.join(", ")}` };
  return { path: [...path, name], atKey: true, text };
}

/**
 * Puts what is wrong with a rule into words. `at` gives the value that stands at a path of the issue. A condition that
 * was mistyped is also no condition at all: that is not said twice.
 */
export function explainRule(
  issues: readonly z.core.$ZodIssue[],
  at: (path: readonly PropertyKey[]) => unknown,
): Explained[] {
  const mistyped = new Set(
    issues.filter(({ code }) => code === "unrecognized_keys").map(({ path }) => JSON.stringify(path)),
  );
  return issues
    .filter(({ code, path }) => code !== "custom" || !mistyped.has(JSON.stringify(path)))
    .flatMap((issue) =>
      issue.code === "unrecognized_keys"
        ? issue.keys.map((name) => unknownKey(issue.path, name))
        : explain(issue, at, () => false),
    );
}
