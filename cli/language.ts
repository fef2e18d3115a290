import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseDocument } from "yaml";
import { CONFIG_FILE } from "../config/load.js";
import type { Language } from "../core/localized.js";

/** The value of a global option, wherever it stands on the command line; needed before commander has read it. */
export function globalOption(argv: readonly string[], name: string): string | undefined {
  const end = argv.indexOf("--");
  const words = end < 0 ? argv : argv.slice(0, end);
  const at = words.findLastIndex((word) => word === name || word.startsWith(`${name}=`));
  if (at < 0) return undefined;
  return words[at] === name ? words[at + 1] : words[at]!.slice(name.length + 1);
}

function isLanguage(text: unknown): text is Language {
  return text === "zh" || text === "en";
}

/** The `language` of a configuration file; whatever else is wrong with the file is for the loader to say. */
function languageOfFile(path: string): unknown {
  if (!existsSync(path)) return undefined;
  try {
    return parseDocument(readFileSync(path, "utf8")).get("language");
  } catch {
    return undefined;
  }
}

/** Language of everything that people read: `--lang`, then `MINYI_LANG`, then the configuration file, then Chinese. */
export function chooseLanguage(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  cwd: string,
): Language {
  for (const wish of [globalOption(argv, "--lang"), env.MINYI_LANG]) if (isLanguage(wish)) return wish;
  const file = globalOption(argv, "--config") ?? (env.MINYI_CONFIG || CONFIG_FILE);
  const written = languageOfFile(resolve(cwd, file));
  return isLanguage(written) ? written : "zh";
}
