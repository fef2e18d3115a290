import { existsSync } from "node:fs";
import type { Clock } from "../core/clock.js";
import { closeDatabaseFile, openDatabaseFile } from "../core/database-file.js";
import type { AlertCases } from "./alert-cases.js";
import type { AlertDuty } from "./alert-duty.js";
import type { AlertEvents } from "./alert-events.js";
import type { AlertMemories } from "./alert-memory.js";
import type { Outbox } from "./alert-outbox.js";
import type { AlertRules } from "./alert-rules.js";
import type { AlertSilences } from "./alert-silences.js";
import type { AlertSubscriptions } from "./alert-subscriptions.js";
import { Alerts } from "./alerts.js";
import { Chunks } from "./chunks.js";
import { StateDatabase } from "./database.js";
import { Inbox } from "./inbox.js";
import { Issues } from "./issues.js";
import { STATE_FILE } from "./kind.js";
import { Runs } from "./runs.js";
import { Schedules } from "./schedules.js";
import { Signatures } from "./signatures.js";

/** Alerts for looking at only. */
export interface AlertsReader {
  readonly rules: Pick<AlertRules, "list" | "get" | "versions">;
  readonly cases: Pick<AlertCases, "list" | "get" | "hitRates">;
  readonly events: Pick<AlertEvents, "of">;
  readonly silences: Pick<AlertSilences, "at" | "list">;
  readonly subscriptions: Pick<AlertSubscriptions, "list" | "get">;
  readonly duty: Pick<AlertDuty, "at" | "list">;
  readonly memory: Pick<AlertMemories, "get" | "held" | "watermark">;
  readonly outbox: Pick<Outbox, "get" | "notification" | "aboutCase" | "attemptsOf" | "deadLetters" | "counts">;
}

/** State for looking at only: no key is needed, nothing can be written, and it may be used while others write. */
export interface StateReader {
  readonly runs: Pick<Runs, "list" | "unfinished" | "manifest" | "last">;
  readonly chunks: Pick<Chunks, "summary">;
  readonly inbox: Pick<Inbox, "pending">;
  readonly schedules: Pick<Schedules, "list">;
  readonly issues: Pick<Issues, "list" | "get" | "members" | "issueOf" | "history">;
  readonly alerts: AlertsReader;
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
    alerts: new Alerts(database),
    signatures: new Signatures(database),
    close: () => closeDatabaseFile(raw, { readOnly: true }),
  };
}
