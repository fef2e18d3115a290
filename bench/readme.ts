import { readFileSync } from "node:fs";
import { writeFileAtomic } from "../core/atomic-file.js";
import type { Language } from "../core/localized.js";
import { shipped } from "../core/paths.js";

const FILES: Record<Language, string> = { en: "README.md", zh: "README.zh-CN.md" };

/** A table in Markdown: cells by row, the first row is the header. */
export function markdownTable([header = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Puts a text between `<!-- name:begin -->` and `<!-- name:end -->` of the README in each language. */
export function writeIntoReadme(name: string, text: Record<Language, string>): void {
  for (const [language, file] of Object.entries(FILES) as [Language, string][]) {
    const path = shipped(file);
    const before = readFileSync(path, "utf8");
    const begin = `<!-- ${name}:begin -->`;
    const end = `<!-- ${name}:end -->`;
    const from = before.indexOf(begin);
    const to = before.indexOf(end);
    if (from < 0 || to < from) throw new Error(`${file} has no place for ${name}`);
    writeFileAtomic(path, `${before.slice(0, from + begin.length)}\n${text[language]}\n${before.slice(to)}`);
  }
}
