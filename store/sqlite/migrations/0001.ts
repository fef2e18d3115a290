import type { Migration } from "../../../core/database-file.js";

/**
 * The first schema. A document has a number, given in order of writing; number n is slot n mod 2048 of block n div 2048.
 * What documents are counted by lies in `columns`, one row per column and block (see layout.ts): a count reads a few
 * bytes per document and nothing else.
 */
export const migration0001: Migration = (database) =>
  database.exec(`
    CREATE TABLE meta (name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;
    INSERT INTO meta VALUES ('next_number', 0), ('terms_generation', 0), ('unmerged_removals', 0);

    CREATE TABLE identities (
      id TEXT PRIMARY KEY,
      number INTEGER NOT NULL,
      revision INTEGER NOT NULL,
      hash TEXT NOT NULL,
      duplicate_of TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX identities_duplicate ON identities (duplicate_of) WHERE duplicate_of IS NOT NULL;

    CREATE TABLE bodies (number INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;

    CREATE VIRTUAL TABLE fulltext USING fts5(title, text, content='', columnsize=0, tokenize='ascii');
    -- Fewer, larger merges: half the cost of writing, and queries are as fast.
    INSERT INTO fulltext (fulltext, rank) VALUES ('automerge', 8), ('hashsize', 16000000), ('pgsz', 8000);

    CREATE TABLE terms (
      field INTEGER NOT NULL,
      value TEXT NOT NULL,
      code INTEGER NOT NULL,
      PRIMARY KEY (field, value)
    ) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX terms_code ON terms (field, code);
    CREATE TABLE term_counters (field INTEGER PRIMARY KEY, next INTEGER NOT NULL) STRICT;

    CREATE TABLE blocks (
      block INTEGER PRIMARY KEY,
      live INTEGER NOT NULL,
      first_at INTEGER NOT NULL,
      last_at INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE columns (place INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;
  `);
