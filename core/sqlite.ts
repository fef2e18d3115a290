import { createRequire } from "node:module";
import type { DatabaseSync, DatabaseSyncInstance, StatementSyncInstance } from "@photostructure/sqlite";

export type Database = DatabaseSyncInstance;
export type Statement = StatementSyncInstance;
export type SqliteEngine = "node:sqlite" | "@photostructure/sqlite";

const require = createRequire(import.meta.url);

function load(engine: SqliteEngine): typeof DatabaseSync {
  return (require(engine) as { DatabaseSync: typeof DatabaseSync }).DatabaseSync;
}

/** The engine that Node brings (22.16 and later: the first with full text), else the one from the registry; both have the same interface. */
export const sqliteEngine: SqliteEngine = (() => {
  const wanted = process.env.MINYI_SQLITE;
  if (wanted === "node:sqlite" || wanted === "@photostructure/sqlite") return wanted;
  const [major, minor] = process.versions.node.split(".").map(Number) as [number, number];
  return major > 22 || (major === 22 && minor >= 16) ? "node:sqlite" : "@photostructure/sqlite";
})();

/**
 * Opens a database file with the settings that minyi's promises rest on: write-ahead log (several readers beside a
 * writer), five seconds of patience for a lock, foreign keys on. `durable` waits for the disk on every commit.
 */
export function openDatabase(path: string, options: { durable: boolean; readOnly?: boolean }): Database {
  const database = new (load(sqliteEngine))(path, { readOnly: options.readOnly ?? false });
  database.exec("PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON;");
  if (!options.readOnly) {
    database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${options.durable ? "FULL" : "NORMAL"};`);
  }
  return database;
}

/** Runs `work` in one immediate transaction: all of it or nothing. */
export function transaction<T>(database: Database, work: () => T): T {
  database.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    try {
      database.exec("ROLLBACK");
    } catch {
      // After a full disk SQLite has rolled back by itself; the first error is the one to tell.
    }
    throw error;
  }
}
