import { readFileSync } from "node:fs";
import { shipped } from "../../core/paths.js";
import { DIGIT, HARD, JOINER, LETTER } from "./symbols.js";

/** Two symbols as one small integer. */
const pair = (first: number, second: number): number => (first << 16) | second;

/** Where a name cannot reach across: characters that stand in no name (的), words of two characters (位于). */
export class Cuts {
  private readonly characters = new Uint8Array(65536);
  private readonly noEnd = new Uint8Array(65536);
  private readonly words = new Set<number>();

  constructor(lines: string) {
    const [characters, noEnd, ...words] = lines.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
    for (const character of characters ?? "") this.characters[character.charCodeAt(0)] = 1;
    for (const character of noEnd ?? "") this.noEnd[character.charCodeAt(0)] = 1;
    for (const symbol of [HARD, DIGIT, LETTER, JOINER]) this.characters[symbol] = 1;
    for (const word of words.join(" ").split(" ")) this.words.add(pair(word.charCodeAt(0), word.charCodeAt(1)));
  }

  /** True where the character itself cannot be part of a name. */
  stops(symbol: number): boolean {
    return this.characters[symbol] === 1;
  }

  /** True for characters that do not stand just before the ending of a school, hospital, company or market. */
  endsNothing(symbol: number): boolean {
    return this.noEnd[symbol] === 1;
  }

  /** True where a name may not reach to the left of `at`, because a word that cuts ends just there. */
  before(symbols: Uint16Array, at: number): boolean {
    return at === 0 || this.characters[symbols[at - 1]!] === 1 || this.isWord(symbols, at);
  }

  /** True where a word that cuts ends just before `at`. */
  isWord(symbols: Uint16Array, at: number): boolean {
    return at > 1 && this.words.has(pair(symbols[at - 2]!, symbols[at - 1]!));
  }
}

let shared: Cuts | undefined;

/** The shipped cuts, read once per thread. */
export function cuts(): Cuts {
  shared ??= new Cuts(readFileSync(shipped("config", "gazetteer", "cuts.txt"), "utf8"));
  return shared;
}
