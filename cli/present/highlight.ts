import { oneLine } from "./escape.js";
import { cut, width } from "./width.js";

const BETWEEN = "[^\\p{L}\\p{N}\\p{M}]+";

/** What a query finds, as a pattern: punctuation and spaces inside match any, upper and lower case are the same. */
function patternOf(query: string): RegExp | undefined {
  const parts = query.normalize("NFKC").match(/[\p{L}\p{N}\p{M}]+/gu);
  // The parts hold letters and digits only, so nothing in them means anything to the pattern.
  return parts ? new RegExp(parts.join(BETWEEN), "iu") : undefined;
}

/** Characters shown before the place that was found. */
const LEAD = 12;

/**
 * The part of a text around the place where the query was found, on one line of at most `columns`, the place itself
 * marked by `mark`. Where it is not found the text's beginning.
 */
export function snippet(text: string, query: string, columns: number, mark: (found: string) => string): string {
  const line = oneLine(text).replace(/ {2,}/g, " ").trim();
  const found = patternOf(query)?.exec(line);
  if (!found) return cut(line, columns);
  const before = [...line.slice(0, found.index)];
  const lead = before.length > LEAD ? `…${before.slice(-LEAD).join("")}` : before.join("");
  const shown = cut(lead + line.slice(found.index), columns);
  const start = lead.length;
  const end = Math.min(start + found[0].length, shown.length);
  return width(lead) >= columns ? shown : shown.slice(0, start) + mark(shown.slice(start, end)) + shown.slice(end);
}
