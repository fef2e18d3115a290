import type { CommanderError } from "commander";
import { UsageError } from "../core/errors.js";
import type { Localized } from "../core/localized.js";

/** What commander says is in English; the quoted part is taken out of it and said again in both languages. */
const SAID: Readonly<Record<string, (what: string) => Localized>> = {
  "commander.unknownCommand": (what) => ({ zh: `没有命令 ${what}`, en: `There is no command ${what}` }),
  "commander.unknownOption": (what) => ({ zh: `没有选项 ${what}`, en: `There is no option ${what}` }),
  "commander.missingArgument": (what) => ({ zh: `缺少参数 ${what}`, en: `The argument ${what} is missing` }),
  "commander.optionMissingArgument": (what) => ({ zh: `选项 ${what} 缺少值`, en: `The option ${what} needs a value` }),
  "commander.missingMandatoryOptionValue": (what) => ({
    zh: `必须给出选项 ${what}`,
    en: `The option ${what} is required`,
  }),
  "commander.excessArguments": () => ({ zh: "多给了参数", en: "There are too many arguments" }),
};

/** Turns a complaint of commander into an error of ours, with what was probably meant and where to read on. */
export function usageError(error: CommanderError, commandLine: string): UsageError {
  const what = /'([^']*)'/.exec(error.message)?.[1] ?? "";
  const meant = /\(Did you mean (?:one of )?(.*)\?\)/.exec(error.message)?.[1];
  const said = SAID[error.code]?.(what) ?? { zh: error.message, en: error.message };
  const hint: Localized = meant ? { zh: `，是不是 ${meant}？`, en: `; did you mean ${meant}?` } : { zh: "", en: "" };
  return new UsageError(
    { zh: said.zh + hint.zh, en: said.en + hint.en },
    {
      fix: {
        zh: `运行 ${commandLine} --help 查看用法和例子。`,
        en: `Run ${commandLine} --help for usage and examples.`,
      },
    },
  );
}
