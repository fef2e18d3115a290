import Table from "cli-table3";
import { oneLine } from "./escape.js";
import type { Style } from "./style.js";
import { cut, width } from "./width.js";

export interface Column {
  title: string;
  align?: "left" | "right";
  /** Gives way when the table is too wide for the terminal; the others keep their full width. */
  flexible?: boolean;
}

/** A text, or a text with a colour; `text` may come from anybody, `paint` only adds colour. */
export type Cell = string | { text: string; paint: (text: string) => string };

const LEAST_FLEXIBLE = 8;
const GAP = 2;

const NO_BORDER = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: " ".repeat(GAP),
};

function textOf(cell: Cell): string {
  return oneLine(typeof cell === "string" ? cell : cell.text);
}

/** Widths of the columns: natural ones, flexible columns narrowed, widest first, until the table fits. */
function fitWidths(columns: readonly Column[], texts: readonly string[][], total: number): number[] {
  const widths = columns.map(({ title }, i) => Math.max(width(title), ...texts.map((row) => width(row[i] ?? ""))));
  const flexible = columns.flatMap(({ flexible }, i) => (flexible ? [i] : []));
  let over = widths.reduce((sum, w) => sum + w, 0) + GAP * (columns.length - 1) - total;
  while (over > 0) {
    const widest = flexible.reduce<number>((best, i) => (widths[i]! > (widths[best] ?? 0) ? i : best), -1);
    if (widest < 0 || widths[widest]! <= LEAST_FLEXIBLE) break;
    const next = flexible.filter((i) => i !== widest).map((i) => widths[i]!);
    const target = Math.max(
      LEAST_FLEXIBLE,
      Math.min(widths[widest]! - 1, Math.max(0, ...next)),
      widths[widest]! - over,
    );
    over -= widths[widest]! - target;
    widths[widest] = target;
  }
  return widths;
}

/**
 * A table without lines, columns aligned by the width that characters really take in a terminal. Everything in it is
 * made safe to print. `indent` spaces stand before each line, `total` is the width that must not be exceeded.
 */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  options: { style: Style; total: number; indent?: number; header?: boolean },
): string {
  const { style, indent = 0 } = options;
  const texts = rows.map((row) => row.map(textOf));
  const widths = fitWidths(columns, texts, options.total - indent);
  const made = new Table({
    chars: NO_BORDER,
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [] },
    colWidths: widths,
    colAligns: columns.map(({ align }) => align ?? "left"),
  });
  if (options.header !== false) made.push(columns.map(({ title }) => style.dim(title)));
  rows.forEach((row, r) => {
    made.push(
      row.map((cell, c) => {
        const text = cut(texts[r]![c]!, widths[c]!);
        return typeof cell === "string" ? text : cell.paint(text);
      }),
    );
  });
  return made
    .toString()
    .split("\n")
    .map((line) => `${" ".repeat(indent)}${line}`.trimEnd())
    .join("\n");
}
