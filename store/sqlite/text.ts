import type { Database } from "../../core/sqlite.js";
import { phraseOf } from "../bigrams.js";
import { BLOCK } from "./layout.js";

/** Slots of matching documents by block. */
export type Matches = ReadonlyMap<number, readonly number[]>;

/**
 * Finds the documents whose title or text holds the query. The tokens are made by us of letters and digits alone and
 * quoted, so nothing that a person types is ever read as the search engine's own syntax.
 */
export function matches(database: Database, query: string): Matches {
  const phrase = phraseOf(query);
  const found = new Map<number, number[]>();
  if (!phrase) return found;
  const expression = `"${phrase.tokens.join(" ")}"${phrase.prefix ? " *" : ""}`;
  // One text for all numbers instead of a row for each: handing rows over costs more than finding them.
  const { numbers } = database
    .prepare("SELECT group_concat(rowid) AS numbers FROM fulltext WHERE fulltext MATCH ?")
    .get(expression) as { numbers: string | null };
  if (numbers === null) return found;
  let slots: number[] = [];
  let current = -1;
  for (const text of numbers.split(",")) {
    const number = Number(text);
    const block = Math.floor(number / BLOCK);
    if (block !== current) {
      current = block;
      slots = found.get(block) ?? [];
      found.set(block, slots);
    }
    slots.push(number % BLOCK);
  }
  return found;
}
