import { UsageError } from "../core/errors.js";
import type { Localized } from "../core/localized.js";

/** One thing that is wrong with the configuration, and where it stands. */
export interface Problem {
  /** File and place (1-based), where the value comes from the file. */
  file?: string;
  line?: number;
  column?: number;
  /** Variable, where the value comes from the environment. */
  variable?: string;
  /** Path of the key, e.g. `sources[0].map.title`. */
  key?: string;
  text: Localized;
}

function place(problem: Problem): string {
  if (problem.variable) return problem.variable;
  const position = problem.line === undefined ? "" : `:${problem.line}:${problem.column}`;
  return problem.file ? `${problem.file}${position}` : "";
}

function line(problem: Problem, language: "zh" | "en"): string {
  return [place(problem), problem.key, problem.text[language]].filter(Boolean).join("  ");
}

/** Problems one a line, each on a new line, for the end of an error's text. */
export function linesOf(problems: readonly Problem[], language: "zh" | "en"): string {
  return problems.map((problem) => `\n  ${line(problem, language)}`).join("");
}

/** The configuration cannot be used: every problem found, one a line (exit code 2). */
export class ConfigError extends UsageError {
  constructor(readonly problems: readonly Problem[]) {
    super(
      {
        zh: `配置有 ${problems.length} 处问题：${linesOf(problems, "zh")}`,
        en: `The configuration has ${problems.length} problem${problems.length === 1 ? "" : "s"}:${linesOf(problems, "en")}`,
      },
      {
        fix: {
          zh: "改好后运行 minyi config check 再检查一遍；全部配置项见 docs/configuration.md。",
          en: "Correct it, then run minyi config check; docs/configuration.md lists every key.",
        },
      },
    );
  }
}
