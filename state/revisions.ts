import type { StateDatabase } from "./database.js";

/** The growing number that decides which state of a document is the latest. */
export class Revisions {
  constructor(private readonly database: StateDatabase) {}

  /**
   * Reserves `count` numbers and gives the first. Committed at once: after a crash there may be a gap, but a number is
   * never given twice. Therefore not allowed inside a transaction, which might be rolled back.
   */
  next(count: number): number {
    if (this.database.inTransaction) throw new Error("revisions.next() inside a transaction");
    if (!Number.isSafeInteger(count) || count < 1) throw new RangeError(`count ${count} is not a positive integer`);
    return this.database.transaction(() => {
      const row = this.database
        .prepare("UPDATE counters SET next = next + ? WHERE name = 'revision' RETURNING next")
        .get(count) as { next: number };
      return row.next - count;
    });
  }
}
