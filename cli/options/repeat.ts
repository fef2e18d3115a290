/** Options after which several `name=value` words may follow. */
const REPEATED = new Set(["--map", "--where"]);
const PAIR = /^\w+=/;

/**
 * Spells `--map a=b c=d FILE` out as `--map a=b --map c=d FILE`: commander's own lists would swallow the file name.
 */
export function spellOut(argv: readonly string[]): string[] {
  const words: string[] = [];
  let repeating: string | undefined;
  let first = false;
  for (const [index, word] of argv.entries()) {
    if (word === "--") return [...words, ...argv.slice(index)];
    if (REPEATED.has(word)) {
      repeating = word;
      first = true;
    } else if (first) first = false;
    else if (repeating && PAIR.test(word)) words.push(repeating);
    else repeating = undefined;
    words.push(word);
  }
  return words;
}
