import type { Migration } from "../../core/database-file.js";

/** The first schema. Times are milliseconds since the epoch, days are texts such as `2019-08-14`. */
export const migration0001: Migration = (database) =>
  database.exec(`
    CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

    CREATE TABLE cursors (
      source TEXT NOT NULL,
      input TEXT NOT NULL,
      position TEXT NOT NULL,
      PRIMARY KEY (source, input)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE counters (name TEXT PRIMARY KEY, next INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    INSERT INTO counters VALUES ('revision', 1);

    CREATE TABLE signatures (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      source TEXT NOT NULL,
      input TEXT NOT NULL,
      row INTEGER NOT NULL,
      author_key TEXT,
      created_at INTEGER NOT NULL,
      signature TEXT NOT NULL,
      representative TEXT NOT NULL,
      hash TEXT NOT NULL,
      facets TEXT
    ) STRICT;
    CREATE INDEX signatures_author ON signatures (author_key, created_at) WHERE author_key IS NOT NULL;
    CREATE INDEX signatures_group ON signatures (representative) WHERE representative <> id;

    CREATE TABLE bands (
      period INTEGER NOT NULL,
      band INTEGER NOT NULL,
      number INTEGER NOT NULL,
      PRIMARY KEY (period, band, number)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE runs (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      kind TEXT NOT NULL,
      cause TEXT NOT NULL,
      sources TEXT NOT NULL,
      versions TEXT NOT NULL,
      engine TEXT NOT NULL,
      config TEXT NOT NULL,
      started_at INTEGER NOT NULL,
      finished_at INTEGER,
      status TEXT NOT NULL
    ) STRICT;
    CREATE TABLE run_steps (
      run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      started_at INTEGER NOT NULL,
      finished_at INTEGER,
      status TEXT NOT NULL,
      details TEXT NOT NULL,
      PRIMARY KEY (run, name)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE run_inputs (
      run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      source TEXT NOT NULL,
      input TEXT NOT NULL,
      hash TEXT,
      last_day TEXT,
      read INTEGER NOT NULL,
      created INTEGER NOT NULL,
      replaced INTEGER NOT NULL,
      unchanged INTEGER NOT NULL,
      refused INTEGER NOT NULL,
      rejected INTEGER NOT NULL,
      folded INTEGER NOT NULL,
      PRIMARY KEY (run, source, input)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX run_inputs_day ON run_inputs (source, last_day);

    CREATE TABLE rejects (
      id TEXT PRIMARY KEY,
      source TEXT NOT NULL,
      input TEXT NOT NULL,
      row INTEGER NOT NULL,
      line INTEGER,
      offset INTEGER,
      field TEXT,
      reason_zh TEXT NOT NULL,
      reason_en TEXT NOT NULL,
      raw BLOB NOT NULL,
      raw_cut INTEGER NOT NULL,
      columns BLOB,
      run INTEGER NOT NULL,
      recorded_at INTEGER NOT NULL,
      status TEXT NOT NULL,
      decided_by INTEGER,
      decided_at INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX rejects_place ON rejects (source, input, row);
    CREATE INDEX rejects_age ON rejects (recorded_at);

    CREATE TABLE restatements (
      number INTEGER PRIMARY KEY,
      run INTEGER NOT NULL,
      id TEXT NOT NULL,
      reason TEXT NOT NULL,
      at TEXT NOT NULL,
      before_at TEXT,
      before TEXT,
      after TEXT NOT NULL,
      recorded_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX restatements_run ON restatements (run);
    CREATE INDEX restatements_day ON restatements (at);
    CREATE INDEX restatements_id ON restatements (id);
  `);
