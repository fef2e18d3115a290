import type { Migration } from "../../core/database-file.js";

/** How common the words of messages are, for hot issues: one row. */
export const migration0004: Migration = (database) =>
  database.exec(
    "CREATE TABLE matter_frequencies (one INTEGER PRIMARY KEY CHECK (one = 1), packed BLOB NOT NULL) STRICT;",
  );
