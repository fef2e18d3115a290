import type { Clock } from "../core/clock.js";
import { closeDatabaseFile, openDatabaseFile } from "../core/database-file.js";
import { Alerts } from "./alerts.js";
import { AuthorKeys } from "./author-keys.js";
import { Chunks } from "./chunks.js";
import { Cursors } from "./cursors.js";
import { StateDatabase } from "./database.js";
import { Inbox } from "./inbox.js";
import { Issues } from "./issues.js";
import type { Keys } from "./key-file.js";
import { keysFor } from "./keys.js";
import { STATE_FILE } from "./kind.js";
import { MatterFrequencies } from "./matter-frequencies.js";
import { Matters } from "./matters.js";
import { Rejects } from "./rejects.js";
import { Restatements } from "./restatements.js";
import { Revisions } from "./revisions.js";
import { Runs } from "./runs.js";
import { Schedules } from "./schedules.js";
import { Signatures } from "./signatures.js";
import { tidy, truncateLog } from "./tidy.js";

/** Everything that is not a document, in one durable SQLite file; one concern a property. */
export interface State {
  /** The installation's secrets: `keys.author` goes to core/ids.ts authorKey(). */
  readonly keys: Keys;
  readonly cursors: Cursors;
  readonly revisions: Revisions;
  readonly signatures: Signatures;
  readonly matters: Matters;
  readonly matterFrequencies: MatterFrequencies;
  readonly issues: Issues;
  readonly alerts: Alerts;
  readonly rejects: Rejects;
  readonly inbox: Inbox;
  readonly runs: Runs;
  readonly chunks: Chunks;
  readonly schedules: Schedules;
  readonly restatements: Restatements;
  readonly authorKeys: AuthorKeys;
  /** Commits what several concerns write inside `work` at once, durably, or nothing of it. `work` must not be async. */
  transaction<T>(work: () => T): T;
  /** See {@link tidy}. */
  tidy(): number;
  /** Leaves nothing of what was deleted in the write-ahead log: see {@link truncateLog}. */
  truncateLog(): void;
  close(): void;
}

/**
 * Opens the state, makes it (and its key file) when it is new, and brings its schema up to date.
 * @throws MinyiError when the file is damaged, newer than this program, or not a state file; when the key file is
 * readable by others, missing although it is needed, or another one. DependencyError when the disk is full or read-only.
 */
export function openState(path: string, options: { clock: Clock; keyPath: string }): State {
  const raw = openDatabaseFile(path, STATE_FILE, { durable: true, check: true });
  try {
    // Signatures are looked up all over the file.
    raw.exec("PRAGMA cache_size = -32768");
    // What is deleted or replaced is overwritten: nothing of a forgotten message is left in the file.
    raw.exec("PRAGMA secure_delete = ON");
    const database = new StateDatabase(raw, path, options.clock);
    const keys = keysFor(database, options.keyPath);
    return {
      keys,
      cursors: new Cursors(database),
      revisions: new Revisions(database),
      signatures: new Signatures(database),
      matters: new Matters(database),
      matterFrequencies: new MatterFrequencies(database),
      issues: new Issues(database),
      alerts: new Alerts(database),
      rejects: new Rejects(database, keys.rejects),
      inbox: new Inbox(database),
      runs: new Runs(database),
      chunks: new Chunks(database),
      schedules: new Schedules(database),
      restatements: new Restatements(database),
      authorKeys: new AuthorKeys(database),
      transaction: (work) => database.transaction(work),
      truncateLog: () => truncateLog(raw),
      tidy: () => tidy(database),
      close: () => closeDatabaseFile(raw),
    };
  } catch (error) {
    raw.close();
    throw error;
  }
}
