/** What became of the records of a batch, an input or a run. */
export interface RunCounts {
  /** Records read. */
  in: number;
  /** Documents that the store did not know. */
  new: number;
  /** Documents whose content changed. */
  replaced: number;
  /** Records that the store held already, just so. */
  unchanged: number;
  /** Records older than what the store holds. */
  refused: number;
  /** Records that could not be taken. */
  rejected: number;
  /** Of the new and replaced ones, those that repeat another message. */
  folded: number;
}

export const NO_COUNTS: Readonly<RunCounts> = Object.freeze({
  in: 0,
  new: 0,
  replaced: 0,
  unchanged: 0,
  refused: 0,
  rejected: 0,
  folded: 0,
});

export function addCounts(a: RunCounts, b: RunCounts): RunCounts {
  return {
    in: a.in + b.in,
    new: a.new + b.new,
    replaced: a.replaced + b.replaced,
    unchanged: a.unchanged + b.unchanged,
    refused: a.refused + b.refused,
    rejected: a.rejected + b.rejected,
    folded: a.folded + b.folded,
  };
}

/** @throws Error unless every record that came in is accounted for once. */
export function assertAddsUp(c: RunCounts): void {
  const out = c.new + c.replaced + c.unchanged + c.refused + c.rejected;
  if (c.in !== out || c.folded > c.new + c.replaced) {
    throw new Error(`counts do not add up: ${JSON.stringify(c)}`);
  }
}
