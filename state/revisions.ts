import type { StateDatabase } from "./database.js";

const BLOCK = 10_000;

/** The growing number that decides which state of a document is the latest. */
export class Revisions {
  /** Numbers reserved and not given yet: from, and up to. */
  private from = 0;
  private to = 0;

  constructor(private readonly database: StateDatabase) {}

  /**
   * Gives the first of `count` numbers in a row. They come from a block that is reserved and committed at once, one wait
   * for the disk for thousands of numbers: after a crash there is a gap, but a number is never given twice. Therefore not
   * allowed inside a transaction, which might be rolled back.
   */
  next(count: number): number {
    if (this.database.inTransaction) throw new Error("revisions.next() inside a transaction");
    if (!Number.isSafeInteger(count) || count < 1) throw new RangeError(`count ${count} is not a positive integer`);
    if (this.to - this.from < count) {
      const block = Math.max(BLOCK, count);
      this.from = this.reserve(block);
      this.to = this.from + block;
    }
    const first = this.from;
    this.from += count;
    return first;
  }

  private reserve(count: number): number {
    return this.database.transaction(() => {
      const row = this.database
        .prepare("UPDATE counters SET next = next + ? WHERE name = 'revision' RETURNING next")
        .get(count) as { next: number };
      return row.next - count;
    });
  }
}
