import type { Localized } from "../core/localized.js";

/** Which rows a note is about. */
export interface Rows {
  /** Row of the first one. */
  first: number;
  count: number;
}

interface Note {
  rows: Rows;
  say: (rows: Rows) => Localized;
}

/**
 * Warnings gathered over a batch: the same remark about many rows becomes one sentence with the first row and the
 * number of rows.
 */
export class Notes {
  private readonly notes = new Map<string, Note>();

  /** `key` tells remarks apart; `say` words the sentence once all rows are known. */
  add(key: string, row: number, say: (rows: Rows) => Localized): void {
    const known = this.notes.get(key);
    if (known) known.rows.count += 1;
    else this.notes.set(key, { rows: { first: row, count: 1 }, say });
  }

  /** A remark about the input as a whole. */
  tell(message: Localized): void {
    this.add(message.zh, 0, () => message);
  }

  /** The sentences so far, in the order in which they came up; forgets them. */
  take(): Localized[] {
    const sentences = [...this.notes.values()].map((note) => note.say(note.rows));
    this.notes.clear();
    return sentences;
  }
}

/** 「第 12 行」 or 「第 12 行等 37 行」. */
export function rowsText({ first, count }: Rows): Localized {
  if (count === 1) return { zh: `第 ${first} 条`, en: `record ${first}` };
  return { zh: `第 ${first} 条等 ${count} 条`, en: `record ${first} and ${count - 1} more` };
}

/** Warnings about bytes that are not in the file's encoding. */
export const troubles = {
  "other-encoding": (rows: Rows): Localized => ({
    zh: `${rowsText(rows).zh}的编码与文件其余部分不同，已分别解码`,
    en: `The encoding of ${rowsText(rows).en} differs from the rest of the file; decoded separately`,
  }),
  undecodable: (rows: Rows): Localized => ({
    zh: `${rowsText(rows).zh}含有无法解码的字节，已用 \ufffd 代替`,
    en: `Undecodable bytes in ${rowsText(rows).en}, replaced by \ufffd`,
  }),
};
