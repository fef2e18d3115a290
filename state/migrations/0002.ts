import type { Migration } from "../../core/database-file.js";

/** The inbox of pushed messages, the chunks of runs, the schedules. Times are milliseconds since the epoch. */
export const migration0002: Migration = (database) =>
  database.exec(`
    CREATE TABLE inbox (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      source TEXT NOT NULL,
      id TEXT NOT NULL,
      hash TEXT NOT NULL,
      author_key TEXT,
      item TEXT NOT NULL,
      received_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX inbox_source ON inbox (source, number);
    CREATE INDEX inbox_id ON inbox (id, number);
    CREATE INDEX inbox_age ON inbox (received_at);

    CREATE TABLE chunks (
      run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      number INTEGER NOT NULL,
      step TEXT NOT NULL,
      input TEXT NOT NULL,
      items INTEGER NOT NULL,
      status TEXT NOT NULL,
      tries INTEGER NOT NULL,
      poisoned INTEGER NOT NULL,
      started_at INTEGER NOT NULL,
      finished_at INTEGER,
      PRIMARY KEY (run, number)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE schedules (
      name TEXT PRIMARY KEY,
      job TEXT NOT NULL,
      cron TEXT NOT NULL,
      timezone TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      last_due INTEGER,
      last_run INTEGER
    ) STRICT, WITHOUT ROWID;
  `);
