import type { StateDatabase } from "./database.js";

/** What can happen to a case. `read`: an official opened it. `told`: messages about it were put into the outbox. */
export const CASE_EVENTS = [
  "opened",
  "fired",
  "level-up",
  "told",
  "nobody",
  "muted",
  "unmuted",
  "acknowledged",
  "lapsed",
  "escalated",
  "resolved",
  "reopened",
  "outcome",
  "read",
] as const;
export type CaseEventKind = (typeof CASE_EVENTS)[number];

export interface CaseEvent {
  /** Number of the case. */
  case: number;
  kind: CaseEventKind;
  /** `machine`, or the account of an official. */
  by: string;
  /** ms since the epoch. */
  at: number;
  details?: Readonly<Record<string, unknown>>;
}

export interface CaseEventRecord extends CaseEvent {
  /** Grows with time. */
  number: number;
}

interface Row {
  number: number;
  case_number: number;
  kind: CaseEventKind;
  by: string;
  at: number;
  details: string | null;
}

/** The history of each case: kept as long as the case. */
export class AlertEvents {
  constructor(private readonly database: StateDatabase) {}

  record(events: readonly CaseEvent[]): void {
    this.database.transaction(() => {
      const insert = this.database.prepare(
        "INSERT INTO alert_events (case_number, kind, by, at, details) VALUES (?, ?, ?, ?, ?)",
      );
      for (const { case: number, kind, by, at, details } of events) {
        insert.run(number, kind, by, at, details ? JSON.stringify(details) : null);
      }
    });
  }

  /** What has happened to a case, in order. */
  of(number: number): CaseEventRecord[] {
    const rows = this.database
      .prepare("SELECT * FROM alert_events WHERE case_number = ? ORDER BY number")
      .all(number) as unknown as Row[];
    return rows.map((row) => ({
      number: row.number,
      case: row.case_number,
      kind: row.kind,
      by: row.by,
      at: row.at,
      ...(row.details !== null && { details: JSON.parse(row.details) as Record<string, unknown> }),
    }));
  }
}
