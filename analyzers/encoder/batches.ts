/** Texts that go through the model together: all are padded to the same length. */
export interface Batch {
  /** Tokens of each row, padding among them. */
  length: number;
  /** Which texts, by their place in the input. */
  at: number[];
}

/** Lengths are padded to a multiple of this. */
const STEP = 16;

/** The length that a text of so many tokens is padded to. It hangs on nothing but the text. */
export function paddedLength(tokens: number): number {
  return Math.ceil(tokens / STEP) * STEP;
}

/**
 * Groups texts by their padded length, the longest first.
 * @param counts tokens of each text
 * @param most tokens of a batch, padding among them
 */
export function batches(counts: readonly number[], most: number): Batch[] {
  const byLength = new Map<number, number[]>();
  for (const [i, count] of counts.entries()) {
    const length = paddedLength(count);
    const group = byLength.get(length);
    if (group) group.push(i);
    else byLength.set(length, [i]);
  }
  const lengths = [...byLength.keys()].sort((a, b) => b - a);
  return lengths.flatMap((length) => {
    const group = byLength.get(length) as number[];
    const size = Math.max(1, Math.floor(most / length));
    return Array.from({ length: Math.ceil(group.length / size) }, (_, i) => ({
      length,
      at: group.slice(i * size, (i + 1) * size),
    }));
  });
}
