import type { Word } from "../core/analyzer.js";

/** A phrase found in a row of words. */
export interface PhraseHit<T> {
  phrase: string;
  value: T;
  /** Index of its first word. */
  from: number;
  /** Index after its last word. */
  to: number;
}

interface Node<T> {
  value: T | undefined;
  /** True when a longer phrase begins with this one. */
  more: boolean;
}

/**
 * Phrases looked up in a row of words. A phrase matches where it begins and ends at the border of a word, however many
 * words the segmenter made of it: 没人管 is found in 没人 + 管 and in 没 + 人 + 管, but 漏气 not in 漏 + 气球.
 */
export class PhraseTable<T> {
  private readonly nodes = new Map<string, Node<T>>();

  constructor(entries: Iterable<readonly [string, T]>) {
    for (const [phrase, value] of entries) {
      for (let end = 1; end < phrase.length; end++) {
        const prefix = phrase.slice(0, end);
        const node = this.nodes.get(prefix);
        if (node) node.more = true;
        else this.nodes.set(prefix, { value: undefined, more: true });
      }
      const node = this.nodes.get(phrase);
      if (node) node.value = value;
      else this.nodes.set(phrase, { value, more: false });
    }
  }

  get(phrase: string): T | undefined {
    return this.nodes.get(phrase)?.value;
  }

  /** The longest phrase that begins with word `from`. */
  longestAt(words: readonly Word[], from: number): PhraseHit<T> | undefined {
    let text = (words[from] as Word).text;
    let node = this.nodes.get(text);
    let hit: PhraseHit<T> | undefined;
    let to = from + 1;
    while (node !== undefined) {
      if (node.value !== undefined) hit = { phrase: text, value: node.value, from, to };
      if (!node.more || to >= words.length) break;
      text += (words[to] as Word).text;
      to++;
      node = this.nodes.get(text);
    }
    return hit;
  }
}
