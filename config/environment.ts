import { resolve } from "node:path";
import type { Localized } from "../core/localized.js";
import { type ConfigKey, configKeys } from "./keys.js";
import { nearest } from "./nearest.js";
import { coerce } from "./references.js";

/** One setting taken from the environment. */
export interface Override {
  variable: string;
  path: string[];
  value: unknown;
}

/** Variables of ours that are not keys of the configuration. */
const OTHER_VARIABLES = ["MINYI_CONFIG"];

/**
 * The variable that overrides a key: `topic.abstainBelow` → `MINYI_TOPIC_ABSTAIN_BELOW`; `language` is `MINYI_LANG`.
 * Absent for sources and for keys that group others.
 */
export function variableOf(key: ConfigKey): string | undefined {
  if (key.path === "language") return "MINYI_LANG";
  if (key.path.includes("[") || key.path === "sources" || key.type === "section" || key.type === "map")
    return undefined;
  const snake = key.path.replace(/([a-z])([A-Z])/g, "$1_$2").replace(/\./g, "_");
  return `MINYI_${snake.toUpperCase()}`;
}

/**
 * Settings given by environment variables. Lists are separated by commas; files are relative to `cwd`, since that is
 * where the one who sets the variable stands. An empty variable counts as not set.
 */
export function environmentOverrides(
  env: Readonly<Record<string, string | undefined>>,
  cwd: string,
): { overrides: Override[]; warnings: Localized[] } {
  const overrides: Override[] = [];
  const known = new Set(OTHER_VARIABLES);
  for (const key of configKeys().values()) {
    const variable = variableOf(key);
    if (!variable) continue;
    known.add(variable);
    const text = env[variable];
    if (text === undefined || text === "") continue;
    const path = key.path.split(".");
    const whole = (part: string): string => (key.file ? resolve(cwd, part) : part);
    const list = (): string[] => text.split(",").map((part) => whole(part.trim()));
    overrides.push({ variable, path, value: key.type === "list" ? list() : coerce(path, whole(text)) });
  }
  const warnings = Object.keys(env)
    .filter((name) => name.startsWith("MINYI_") && !known.has(name))
    .flatMap((name) => {
      const meant = nearest(name, known);
      return meant
        ? [
            {
              zh: `环境变量 ${name} 不起作用，是不是 ${meant}？`,
              en: `The environment variable ${name} has no effect; did you mean ${meant}?`,
            },
          ]
        : [];
    });
  return { overrides, warnings };
}
