import { existsSync } from "node:fs";
import type { Clock } from "../core/clock.js";
import { closeDatabaseFile, openDatabaseFile } from "../core/database-file.js";
import { Chunks } from "./chunks.js";
import { StateDatabase } from "./database.js";
import { Inbox } from "./inbox.js";
import { Issues } from "./issues.js";
import { STATE_FILE } from "./kind.js";
import { Runs } from "./runs.js";
import { Schedules } from "./schedules.js";
import { Signatures } from "./signatures.js";

/** State for looking at only: no key is needed, nothing can be written, and it may be used while others write. */
export interface StateReader {
  readonly runs: Pick<Runs, "list" | "unfinished" | "manifest" | "last">;
  readonly chunks: Pick<Chunks, "summary">;
  readonly inbox: Pick<Inbox, "pending">;
  readonly schedules: Pick<Schedules, "list">;
  readonly issues: Pick<Issues, "list" | "get" | "members" | "issueOf" | "history">;
  readonly signatures: Pick<Signatures, "scan">;
  close(): void;
}

/**
 * Opens the state for reading; undefined when there is none yet.
 * @throws MinyiError when the file is no state file, or of another schema than this program's; DependencyError when it
 * cannot be read.
 */
export function openStateReader(path: string, clock: Clock): StateReader | undefined {
  if (!existsSync(path)) return undefined;
  const raw = openDatabaseFile(path, STATE_FILE, { durable: false, readOnly: true });
  const database = new StateDatabase(raw, path, clock);
  return {
    runs: new Runs(database),
    chunks: new Chunks(database),
    inbox: new Inbox(database),
    schedules: new Schedules(database),
    issues: new Issues(database),
    signatures: new Signatures(database),
    close: () => closeDatabaseFile(raw, { readOnly: true }),
  };
}
