import type { StateDatabase } from "./database.js";

/** Keyed hashes of authors: kept only as long as they serve folding and repeats. */
export class AuthorKeys {
  constructor(private readonly database: StateDatabase) {}

  /** Drops the author keys of messages created before an instant (ms) and says how many. */
  expire(before: number): number {
    return this.database.transaction(() =>
      Number(
        this.database
          .prepare("UPDATE signatures SET author_key = NULL WHERE author_key IS NOT NULL AND created_at < ?")
          .run(before).changes,
      ),
    );
  }
}
