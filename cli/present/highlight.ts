import { oneLine } from "./escape.js";
import { cut, width } from "./width.js";

/** Characters shown before the place that was found. */
const LEAD = 12;

const spaced = (text: string) => oneLine(text).replace(/ {2,}/g, " ");

/**
 * The part of a text around a place [start, end) in it, on one line of at most `columns`, the place itself marked by
 * `mark`. Without a place the text's beginning.
 */
export function snippet(
  text: string,
  place: readonly [number, number] | undefined,
  columns: number,
  mark: (found: string) => string,
): string {
  if (!place) return cut(spaced(text).trim(), columns);
  // A place begins and ends with a letter, so that no run of spaces is cut in two.
  const found = spaced(text.slice(...place));
  const before = [...spaced(text.slice(0, place[0])).trimStart()];
  const lead = before.length > LEAD ? `…${before.slice(-LEAD).join("")}` : before.join("");
  const shown = cut(lead + found + spaced(text.slice(place[1])).trimEnd(), columns);
  if (width(lead) >= columns) return shown;
  const start = lead.length;
  const end = Math.min(start + found.length, shown.length);
  return shown.slice(0, start) + mark(shown.slice(start, end)) + shown.slice(end);
}
