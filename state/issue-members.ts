import type { StateDatabase } from "./database.js";

/** A message of an issue. */
export interface IssueMember {
  documentId: string;
  /** When the citizen spoke up, ms since the epoch. */
  at: number;
}

/** Where a message belongs; null: to no issue. */
export interface IssueAssignment extends IssueMember {
  issueId: string | null;
}

/** Which message is in which issue: in one at most. */
export class IssueMembers {
  constructor(private readonly database: StateDatabase) {}

  assign(members: readonly IssueAssignment[]): void {
    const put = this.database.prepare(
      `INSERT INTO issue_members (document, issue, at) VALUES (?, ?, ?)
       ON CONFLICT (document) DO UPDATE SET issue = excluded.issue, at = excluded.at`,
    );
    const drop = this.database.prepare("DELETE FROM issue_members WHERE document = ?");
    for (const { documentId, issueId, at } of members) {
      if (issueId === null) drop.run(documentId);
      else put.run(documentId, issueId, at);
    }
  }

  /** In order of time, ties by id. */
  of(issueId: string): IssueMember[] {
    return this.database
      .prepare("SELECT document AS documentId, at FROM issue_members WHERE issue = ? ORDER BY at, document")
      .all(issueId) as unknown as IssueMember[];
  }

  /** Messages that are in no issue are left out. */
  issueOf(documentIds: readonly string[]): Map<string, string> {
    const rows = this.database
      .prepare(
        `SELECT document, issue FROM issue_members WHERE document IN (SELECT value FROM json_each(?)) ORDER BY document`,
      )
      .all(JSON.stringify(documentIds)) as { document: string; issue: string }[];
    return new Map(rows.map(({ document, issue }) => [document, issue]));
  }

  /** The messages of an issue that are named, and those that repeat one of them: copies are never torn apart. */
  withCopies(issueId: string, documentIds: readonly string[]): Set<string> {
    const named = "SELECT value FROM json_each($named)";
    const rows = this.database
      .prepare(
        `SELECT document FROM issue_members m LEFT JOIN matters x ON x.id = m.document
         WHERE issue = $issueId AND (document IN (${named})
           OR x.representative IN (SELECT representative FROM matters WHERE id IN (${named})))`,
      )
      .all({ issueId, named: JSON.stringify(documentIds) }) as { document: string }[];
    return new Set(rows.map(({ document }) => document));
  }
}
