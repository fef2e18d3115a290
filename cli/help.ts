import type { Command, Option } from "commander";
import type { Language, Localized } from "../core/localized.js";
import { width, wrap } from "./present/width.js";
import type { Session } from "./session.js";

const TITLES: Readonly<Record<string, string>> = {
  "Usage:": "用法：",
  "Arguments:": "参数：",
  "Options:": "选项：",
  "Global Options:": "通用选项：",
  "Commands:": "命令：",
};

const HELP_OPTION: Localized = { zh: "显示本帮助", en: "show this help" };

function optionDescription(option: Option, language: Language): string {
  const value = option.defaultValueDescription ?? option.defaultValue;
  if (value === undefined || value === true || value === false || Array.isArray(value)) return option.description;
  return language === "zh" ? `${option.description}（默认 ${value}）` : `${option.description} (default: ${value})`;
}

/** Gives a command what all share: Chinese titles, columns that line up, errors as exceptions, help for `-h`. */
export function dressHelp(command: Command, session: Session): void {
  const { language } = session;
  command
    .helpOption("-h, --help", HELP_OPTION[language])
    .configureHelp({
      showGlobalOptions: true,
      helpWidth: Math.min(100, session.stdout.columns ?? 100),
      displayWidth: width,
      boxWrap: (text, columns) => wrap(text, columns).join("\n"),
      styleTitle: (title) => (language === "zh" ? (TITLES[title] ?? title) : title),
      optionDescription: (option) => optionDescription(option, language),
    })
    // Our own printer says what went wrong, in the right language.
    .configureOutput({ outputError: () => {} })
    .exitOverride();
}
