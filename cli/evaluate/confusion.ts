import type { Evaluation } from "../../pipelines/evaluate/evaluate.js";
import { exact } from "../present/numbers.js";
import { table } from "../present/table.js";
import { width } from "../present/width.js";
import type { Look } from "./look.js";
import { classWord } from "./words.js";

const INDENT = 2;
/** Pairs shown where a matrix would not fit. */
const MOST_PAIRS = 15;

/** The matrix; where it is wider than the terminal, the classes taken most often for another. */
export function confusionTable({ task, confusion }: Evaluation, { language, style, width: total }: Look): string {
  const names = confusion.labels.map((label) => classWord(task, label, language));
  const longest = Math.max(...names.map(width));
  const taken = names.reduce((sum, name, i) => {
    const widest = Math.max(...confusion.counts.map((row) => exact(row[i]!).length));
    return sum + Math.max(width(name), widest) + 2;
  }, INDENT + longest);
  if (taken > total) return pairs(names, confusion.counts, { language, style, width: total });
  const columns = [{ title: "" }, ...names.map((title) => ({ title, align: "right" as const }))];
  const rows = confusion.counts.flatMap((row, i) =>
    // A class that was said and never is the truth has no row.
    row.every((n) => n === 0)
      ? []
      : [
          [
            names[i]!,
            ...row.map((n, j) => (i === j ? { text: exact(n), paint: style.bold } : n === 0 ? "·" : exact(n))),
          ],
        ],
  );
  return table(columns, rows, { style, total, indent: INDENT });
}

function pairs(
  names: readonly string[],
  counts: readonly (readonly number[])[],
  { language, style, width: total }: Look,
): string {
  const zh = language === "zh";
  const mistaken = counts
    .flatMap((row, i) => row.map((n, j) => ({ i, j, n })))
    .filter(({ i, j, n }) => i !== j && n > 0)
    .sort((a, b) => b.n - a.n || a.i - b.i || a.j - b.j);
  if (mistaken.length === 0) return `${" ".repeat(INDENT)}${zh ? "没有判错的" : "no mistakes"}`;
  const columns = [
    { title: zh ? "标签" : "label", flexible: true },
    { title: zh ? "判为" : "answer", flexible: true },
    { title: zh ? "条数" : "rows", align: "right" as const },
  ];
  const shown = mistaken.slice(0, MOST_PAIRS).map(({ i, j, n }) => [names[i]!, names[j]!, exact(n)]);
  const more = zh
    ? "类别太多，只列最常见的混淆；全部见 --json"
    : "too many classes for a matrix: the most frequent mistakes; all in --json";
  return `${table(columns, shown, { style, total, indent: INDENT })}\n${" ".repeat(INDENT)}${style.dim(more)}`;
}
