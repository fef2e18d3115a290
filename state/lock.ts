import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { diskFault } from "../core/errors.js";
import { openDatabase } from "../core/sqlite.js";

/** Held by the one process that may write state; the operating system frees it when that process ends, however it ends. */
export interface Lock {
  release(): void;
}

/**
 * Takes the coordinator's lock beside a state file: an exclusive transaction on a database of its own, so that nothing
 * is left behind by a kill. Undefined when another process holds it.
 */
export function takeLock(statePath: string): Lock | undefined {
  const path = `${statePath}.lock`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    const database = openDatabase(path, { durable: false });
    try {
      // Long enough for isLocked() to let go again.
      database.exec("PRAGMA busy_timeout = 250; BEGIN EXCLUSIVE");
    } catch (error) {
      database.close();
      if (/locked|busy/i.test(String(error))) return undefined;
      throw error;
    }
    return {
      release: () => {
        database.exec("ROLLBACK");
        database.close();
      },
    };
  } catch (error) {
    throw diskFault(error, path);
  }
}

/**
 * Whether a coordinator is at work on a state file at this moment. Changes nothing. Who may not touch the lock cannot
 * tell: then yes.
 */
export function isLocked(statePath: string): boolean {
  const path = `${statePath}.lock`;
  if (!existsSync(path)) return false;
  try {
    const database = openDatabase(path, { durable: false });
    try {
      database.exec("PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE; ROLLBACK");
      return false;
    } finally {
      database.close();
    }
  } catch (error) {
    if (/locked|busy|readonly|unable to open/i.test(String(error))) return true;
    throw error;
  }
}
