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

/** Puts a text between `<!-- name:begin -->` and `<!-- name:end -->` of a file of the repository. */
export function writeSection(file: string, name: string, text: string): void {
  const path = shipped(file);
  const before = readFileSync(path, "utf8");
  const begin = `<!-- ${name}:begin -->`;
  const from = before.indexOf(begin);
  const to = before.indexOf(`<!-- ${name}:end -->`);
  if (from < 0 || to < from) throw new Error(`${file} has no place for ${name}`);
  writeFileAtomic(path, `${before.slice(0, from + begin.length)}\n${text}\n${before.slice(to)}`);
}

/** The same in the README of each language. */
export function writeIntoReadme(name: string, text: Record<Language, string>): void {
  for (const language of Object.keys(FILES) as Language[]) writeSection(FILES[language], name, text[language]);
}
