import type { Migration } from "../../core/database-file.js";

/**
 * What hot issues are found by, and the issues: their messages, their history, what people have corrected. Times are
 * milliseconds since the epoch. Lists that are read from end to end have a table of their own, of small rows.
 */
export const migration0003: Migration = (database) =>
  database.exec(`
    CREATE TABLE matters (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      at INTEGER NOT NULL,
      representative TEXT NOT NULL,
      pending INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX matters_at ON matters (at, id);
    CREATE INDEX matters_pending ON matters (at, id) WHERE pending = 1;
    CREATE INDEX matters_group ON matters (representative) WHERE representative <> id;
    CREATE TABLE matter_keys (row INTEGER PRIMARY KEY, packed BLOB NOT NULL) STRICT;
    CREATE TABLE matter_frequencies (only_one INTEGER PRIMARY KEY CHECK (only_one = 1), packed BLOB NOT NULL) STRICT;
    CREATE TABLE matter_prints (
      number INTEGER PRIMARY KEY REFERENCES matters (number) ON DELETE CASCADE,
      print BLOB NOT NULL
    ) STRICT;

    CREATE TABLE issues (
      id TEXT PRIMARY KEY,
      status TEXT NOT NULL,
      heat REAL NOT NULL,
      messages INTEGER NOT NULL,
      given_title TEXT,
      pinned INTEGER NOT NULL,
      dismissed INTEGER NOT NULL,
      stale INTEGER NOT NULL,
      body TEXT NOT NULL
    ) STRICT;
    CREATE INDEX issues_heat ON issues (heat DESC, messages DESC, id);
    CREATE INDEX issues_stale ON issues (id) WHERE stale = 1;

    CREATE TABLE issue_members (
      document TEXT PRIMARY KEY,
      issue TEXT NOT NULL,
      at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX issue_members_issue ON issue_members (issue, at, document);
    CREATE INDEX issue_members_age ON issue_members (at);
    CREATE TABLE issue_fixed (
      document TEXT PRIMARY KEY,
      together TEXT NOT NULL,
      at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE issue_corrections (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      kind TEXT NOT NULL,
      before TEXT NOT NULL,
      undone INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE issue_moves (
      correction INTEGER NOT NULL REFERENCES issue_corrections (number) ON DELETE CASCADE,
      document TEXT NOT NULL,
      at INTEGER NOT NULL,
      issue TEXT NOT NULL,
      together TEXT,
      PRIMARY KEY (correction, document)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE issue_events (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      issue TEXT NOT NULL,
      kind TEXT NOT NULL,
      other TEXT,
      by TEXT NOT NULL,
      at INTEGER NOT NULL,
      details TEXT,
      correction INTEGER REFERENCES issue_corrections (number)
    ) STRICT;
    CREATE INDEX issue_events_issue ON issue_events (issue, number);
    CREATE INDEX issue_events_correction ON issue_events (correction) WHERE correction IS NOT NULL;
  `);
