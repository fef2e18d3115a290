/** Bigrams are told apart by 20 bits of a hash: some 500 a text, so that chance matches are rare. */
const SPACE = 2 ** 20;

const WORD = /[\p{L}\p{N}]/u;

/** The character bigrams of a text, as hashes; none reaches across a gap between its parts. */
export function bigramsOf(parts: readonly string[]): Int32Array {
  const found = new Set<number>();
  for (const part of parts) {
    const characters = [...part.normalize("NFKC").toLowerCase()].filter((char) => WORD.test(char));
    for (let i = 1; i < characters.length; i++) {
      const first = characters[i - 1]!.codePointAt(0)!;
      const second = characters[i]!.codePointAt(0)!;
      found.add((Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b)) >>> 12);
    }
  }
  return Int32Array.from(found);
}

export interface Overlap {
  /** Share of the candidate's bigrams that stand in one and the same text held against it. */
  inside: number;
  /** Share of that text's bigrams that the candidate has. */
  covered: number;
}

/**
 * Which candidates repeat one of the texts held against them.
 * @param repeats decides from the overlap with one text
 * @returns one flag per candidate
 */
export function findRepeats(
  candidates: readonly Int32Array[],
  against: readonly Int32Array[],
  repeats: (overlap: Overlap) => boolean,
): boolean[] {
  const marks = new Uint8Array(SPACE);
  const flags = candidates.map(() => false);
  for (const text of against) {
    for (const bigram of text) marks[bigram] = 1;
    candidates.forEach((candidate, i) => {
      let common = 0;
      for (const bigram of candidate) common += marks[bigram]!;
      if (common > 0 && repeats({ inside: common / candidate.length, covered: common / text.length })) flags[i] = true;
    });
    for (const bigram of text) marks[bigram] = 0;
  }
  return flags;
}
