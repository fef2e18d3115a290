import stringWidth from "string-width";

const graphemes = new Intl.Segmenter("zh", { granularity: "grapheme" });
const ASCII = /^[\x20-\x7e]*$/;
/** More than four marks on one letter: no script needs them. */
const MARKS = /(\p{M}{4})\p{M}+/gu;
/** A cluster longer than this (emoji joined without end) is cut down to its first character. */
const LONGEST_CLUSTER = 32;

/** Columns that a text takes in a terminal: 2 for a Chinese character or an emoji, 0 for colour codes. */
export function width(text: string): number {
  return ASCII.test(text) ? text.length : stringWidth(text);
}

function* clusters(text: string): Iterable<string> {
  for (const { segment } of graphemes.segment(text)) {
    yield segment.length > LONGEST_CLUSTER ? String.fromCodePoint(segment.codePointAt(0)!) : segment;
  }
}

/** The text without colour codes, cut to at most `columns`; what was cut is shown by `…`. */
export function cut(text: string, columns: number): string {
  // A letter buried under marks would make a narrow text endless.
  const plain = text.replace(MARKS, "$1");
  const start = plain.slice(0, columns * LONGEST_CLUSTER + 1);
  if (start.length === plain.length && width(plain) <= columns) return plain;
  let kept = "";
  let used = 0;
  for (const cluster of clusters(start)) {
    const next = width(cluster);
    if (used + next > columns - 1) break;
    kept += cluster;
    used += next;
  }
  return `${kept.trimEnd()}…`;
}

/** Fills a text up with spaces to `columns`. */
export function pad(text: string, columns: number, align: "left" | "right" = "left"): string {
  const space = " ".repeat(Math.max(0, columns - width(text)));
  return align === "left" ? text + space : space + text;
}

/** Closing punctuation may stand two columns over the edge rather than start a line. */
const CLOSING = /^[，。、；：？！）》」』】”’…—,.;:?!)\]}%]/u;

/** Breaks a text into lines of at most `columns`: between Chinese characters anywhere, in other scripts at spaces. */
export function wrap(text: string, columns: number): string[] {
  return text.split("\n").flatMap((paragraph) => {
    const out: string[] = [];
    let line = "";
    const pieces = paragraph.match(/[\x21-\x7e]+|[^\x21-\x7e]/gu) ?? [];
    for (const piece of pieces) {
      const fits = width(line) + width(piece) <= columns;
      if (fits || line === "" || (CLOSING.test(piece) && width(line) < columns + 2)) line += piece;
      else {
        out.push(line.trimEnd());
        line = piece.trimStart();
      }
    }
    out.push(line.trimEnd());
    return out;
  });
}
