import { statSync } from "node:fs";
import { damaged, databaseFault } from "../core/database-fault.js";
import type { Database } from "../core/sqlite.js";
import type { StateDatabase } from "./database.js";

/**
 * Looks every page of the state over, brings its statistics up to date, and moves the write-ahead log into the file.
 * Gives the bytes that the log took. Takes seconds for every few hundred megabytes.
 * @throws DependencyError when the file is damaged or the disk is full.
 */
export function tidy({ raw, path }: StateDatabase): number {
  try {
    const { quick_check: found } = raw.prepare("PRAGMA quick_check(1)").get() as { quick_check: string };
    if (found !== "ok") throw damaged(path, found);
    raw.exec("PRAGMA optimize");
    const bytes = statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
    truncateLog(raw);
    return bytes;
  } catch (error) {
    throw databaseFault(error, path);
  }
}

/** Moves the write-ahead log into the file and empties it, so that what was deleted is not left in the log. */
export function truncateLog(raw: Database): void {
  raw.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get();
}
