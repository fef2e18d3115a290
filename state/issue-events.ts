import type { StateDatabase } from "./database.js";

export const ISSUE_EVENTS = [
  "opened",
  "merged",
  "split",
  "closed",
  "reopened",
  "renamed",
  "pinned",
  "unpinned",
  "dismissed",
  "restored",
  "undone",
] as const;
export type IssueEventKind = (typeof ISSUE_EVENTS)[number];

/** What happened to an issue, and by whose doing. */
export interface IssueEvent {
  issueId: string;
  kind: IssueEventKind;
  /**
   * The other issue: of `merged` the one that it lives on in, or that has come into it; of `split` the one that was split
   * off it, or that it was split off.
   */
  other?: string;
  /** `machine`, or the account of a person. */
  by: string;
  details?: Readonly<Record<string, unknown>>;
}

export interface IssueEventRecord extends IssueEvent {
  /** Grows with time. */
  number: number;
  /** ms since the epoch. */
  at: number;
  /** Whether a person has taken it back since. */
  undone: boolean;
}

interface Row {
  number: number;
  issue: string;
  kind: IssueEventKind;
  other: string | null;
  by: string;
  at: number;
  details: string | null;
  undone: number;
}

/** The history of the issues. */
export class IssueEvents {
  constructor(private readonly database: StateDatabase) {}

  /** @param correction number of the person's correction that it is part of */
  record(event: IssueEvent, correction?: number): void {
    const details = event.details === undefined ? null : JSON.stringify(event.details);
    const now = this.database.clock.now();
    this.database
      .prepare(
        "INSERT INTO issue_events (issue, kind, other, by, at, details, correction) VALUES (?, ?, ?, ?, ?, ?, ?)",
      )
      .run(event.issueId, event.kind, event.other ?? null, event.by, now, details, correction ?? null);
  }

  /** In the order in which it happened. */
  history(issueId: string): IssueEventRecord[] {
    const rows = this.database
      .prepare(
        `SELECT e.number AS number, issue, e.kind AS kind, other, by, at, details, coalesce(c.undone, 0) AS undone
         FROM issue_events e LEFT JOIN issue_corrections c ON c.number = e.correction
         WHERE issue = ? ORDER BY e.number`,
      )
      .all(issueId) as Row[];
    return rows.map((row) => ({
      number: row.number,
      issueId: row.issue,
      kind: row.kind,
      ...(row.other !== null && { other: row.other }),
      by: row.by,
      at: row.at,
      ...(row.details !== null && { details: JSON.parse(row.details) as Record<string, unknown> }),
      undone: row.undone === 1,
    }));
  }
}
