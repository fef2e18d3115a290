import { readFileSync } from "node:fs";
import type { Dictionary } from "./dictionary.js";

const FREQUENT = 8192;

/**
 * Parts of speech by look-up: the engine's own dictionary, over which the office's words are laid. Words of neither are
 * `x` (punctuation and symbols), `m` (numbers) or `eng` (Latin letters).
 */
export class Tags {
  private readonly known = new Map<string, string>();
  /** The words met first, among them nearly all frequent ones: a table that stays in the processor's cache. */
  private readonly frequent = new Map<string, string>();

  constructor(dictionaryPath: string, dictionary: Dictionary) {
    const text = readFileSync(dictionaryPath, "utf8");
    // A few dozen tags for 350,000 words: one string each, not one per word.
    const tags = new Map<string, string>();
    let start = 0;
    while (start < text.length) {
      let end = text.indexOf("\n", start);
      if (end < 0) end = text.length;
      const tagAt = text.lastIndexOf(" ", end - 1);
      const frequencyAt = text.lastIndexOf(" ", tagAt - 1);
      if (frequencyAt > start) {
        const tag = text.slice(tagAt + 1, end).trimEnd();
        let shared = tags.get(tag);
        if (shared === undefined) {
          shared = tag;
          tags.set(tag, shared);
        }
        this.known.set(text.slice(start, frequencyAt), shared);
      }
      start = end + 1;
    }
    for (const entry of dictionary.entries) this.known.set(entry.word, entry.tag);
  }

  of(word: string): string {
    const frequent = this.frequent.get(word);
    if (frequent !== undefined) return frequent;
    const tag = this.lookUp(word);
    if (this.frequent.size < FREQUENT) this.frequent.set(word, tag);
    return tag;
  }

  private lookUp(word: string): string {
    const known = this.known.get(word);
    if (known !== undefined) return known;
    if (/^[0-9][0-9.,%]*$/.test(word)) return "m";
    if (/^[A-Za-z0-9]+$/.test(word)) return "eng";
    return /^\p{Script=Han}+$/u.test(word) ? "n" : "x";
  }
}
