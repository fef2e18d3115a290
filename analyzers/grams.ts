/** Han characters a gram is made of; words and numbers in other letters count as one character. */
const GRAM = 3;
const NOT_IN_RUNS = /[^\p{L}\p{N}]+/u;
/** What triples are made of: Han characters one by one, words and numbers in other letters whole: 28路 is not in 128路. */
const UNIT = /\p{Script=Han}|[^\p{Script=Han}]+/gu;

/** Letters and digits alike whatever their width and case; the first `limit` characters. */
export function folded(text: string, limit: number): string[] {
  return Array.from(
    text
      .slice(0, 2 * limit)
      .normalize("NFKC")
      .toLowerCase(),
  ).slice(0, limit);
}

/** FNV-1a over the code points, 32 bits. */
export function gramHash(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
  return hash >>> 0;
}

/** Adds the hashes of the triples of a text, run by run, until the list is full; a shorter run counts whole. */
export function addGrams(characters: readonly string[], grams: Set<number>, limit: number, shortestRun = 1): void {
  for (const text of characters.join("").split(NOT_IN_RUNS)) {
    const run = text.match(UNIT) ?? [];
    if (run.length < shortestRun) continue;
    for (let i = 0; i <= Math.max(0, run.length - GRAM) && grams.size < limit; i++) {
      grams.add(gramHash(run.slice(i, i + GRAM).join("")));
    }
  }
}
