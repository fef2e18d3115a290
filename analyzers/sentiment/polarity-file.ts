import { readFileSync } from "node:fs";
import { UsageError } from "../../core/errors.js";
import type { Localized } from "../../core/localized.js";

/** Largest strength that a file may give a word. */
const MAX_STRENGTH = 3;

/** Reads `word strength` lines; `#` starts a comment line. Tabs and commas separate as well as spaces. */
export function parsePolarity(text: string): {
  entries: [word: string, strength: number][];
  problems: (Localized & { line: number })[];
} {
  const entries: [string, number][] = [];
  const problems: (Localized & { line: number })[] = [];
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  for (const [index, raw] of lines.entries()) {
    const content = raw.trim();
    if (content === "" || content.startsWith("#")) continue;
    const columns = content.split(/[\s,，]+/);
    const [word = "", score = ""] = columns;
    const strength = Number(score);
    if (columns.length !== 2 || !/^[+-]?\d+(\.\d+)?$/.test(score) || Math.abs(strength) > MAX_STRENGTH) {
      problems.push({
        line: index + 1,
        zh: `应为「词 分值」，分值在 −${MAX_STRENGTH} 到 ${MAX_STRENGTH} 之间`,
        en: `expected "word strength", strength between −${MAX_STRENGTH} and ${MAX_STRENGTH}`,
      });
    } else entries.push([word, strength]);
  }
  return { entries, problems };
}

/**
 * Reads a file of words with strengths. All or nothing: one bad line and none is used.
 * @throws UsageError naming file and line.
 */
export function readPolarity(path: string): [string, number][] {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    throw new UsageError(
      {
        zh: `情感词表 ${path} 读不出来：找不到文件，或不是 UTF-8`,
        en: `Sentiment lexicon ${path} cannot be read: no such file, or not UTF-8`,
      },
      { cause: error, fix: { zh: "检查 sentiment.lexicon 的路径。", en: "Check the path in sentiment.lexicon." } },
    );
  }
  const { entries, problems } = parsePolarity(text);
  if (problems.length > 0) {
    const shown = problems.slice(0, 10);
    throw new UsageError(
      {
        zh: `情感词表 ${path} 有 ${problems.length} 处错误：\n${shown.map((p) => `  第 ${p.line} 行：${p.zh}`).join("\n")}`,
        en: `Sentiment lexicon ${path} has ${problems.length} problems:\n${shown.map((p) => `  line ${p.line}: ${p.en}`).join("\n")}`,
      },
      { fix: { zh: "每行一个词，如「扰民 -2」。", en: "One word a line, e.g. `扰民 -2`." } },
    );
  }
  return entries;
}
