import type { StateDatabase } from "./database.js";

/** Where a message was before a correction. */
export interface IssueMove {
  documentId: string;
  /** ms since the epoch. */
  at: number;
  issueId: string;
  /** The group that it was fixed in, if any. */
  together: string | null;
}

/**
 * What people have laid down by merging and splitting: messages of one group are always in one issue, messages of
 * different groups never are. With what it takes to undo that.
 */
export class FixedGroups {
  constructor(private readonly database: StateDatabase) {}

  all(): Map<string, string> {
    const rows = this.database.prepare("SELECT document, together FROM issue_fixed ORDER BY document").all() as {
      document: string;
      together: string;
    }[];
    return new Map(rows.map(({ document, together }) => [document, together]));
  }

  /** Notes for a correction where the messages of an issue are now. */
  remember(correction: number, issueId: string): void {
    this.database
      .prepare(
        `INSERT INTO issue_moves (correction, document, at, issue, together)
         SELECT ?, m.document, m.at, m.issue, f.together
         FROM issue_members m LEFT JOIN issue_fixed f ON f.document = m.document WHERE m.issue = ?`,
      )
      .run(correction, issueId);
  }

  /** Where the messages of a correction were before it. */
  remembered(correction: number): IssueMove[] {
    return this.database
      .prepare(
        `SELECT document AS documentId, at, issue AS issueId, together FROM issue_moves WHERE correction = ?
         ORDER BY document`,
      )
      .all(correction) as unknown as IssueMove[];
  }

  /** Puts messages into a group, or into none. */
  put(messages: readonly { documentId: string; at: number }[], together: string | null): void {
    const put = this.database.prepare("INSERT OR REPLACE INTO issue_fixed VALUES (?, ?, ?)");
    const drop = this.database.prepare("DELETE FROM issue_fixed WHERE document = ?");
    for (const { documentId, at } of messages) {
      if (together === null) drop.run(documentId);
      else put.run(documentId, together, at);
    }
  }
}
