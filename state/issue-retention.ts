import type { StateDatabase } from "./database.js";
import type { IssueRows } from "./issue-rows.js";

/** What is known of messages of issues goes when the messages go. */
export class IssueRetention {
  constructor(
    private readonly database: StateDatabase,
    private readonly rows: IssueRows,
  ) {}

  /** Messages created before an instant (ms). Says how many were in an issue. */
  expire(before: number): number {
    return this.forget("at < ?", before);
  }

  remove(ids: readonly string[]): number {
    return this.forget("document IN (SELECT value FROM json_each(?))", JSON.stringify(ids));
  }

  private forget(which: string, value: number | string): number {
    for (const table of ["issue_fixed", "issue_moves"]) {
      this.database.prepare(`DELETE FROM ${table} WHERE ${which}`).run(value);
    }
    const gone = this.database.prepare(`DELETE FROM issue_members WHERE ${which} RETURNING issue`).all(value) as {
      issue: string;
    }[];
    const touched = [...new Set(gone.map(({ issue }) => issue))].sort();
    const empty = new Set(touched.filter((issue) => !this.hasMessages(issue)));
    for (const issue of touched) if (!empty.has(issue)) this.rows.refresh(issue);
    if (empty.size > 0) this.rows.remove([...empty, ...this.livingOnIn(empty)]);
    return gone.length;
  }

  private hasMessages(issue: string): boolean {
    return this.database.prepare("SELECT 1 FROM issue_members WHERE issue = ? LIMIT 1").get(issue) !== undefined;
  }

  /** Merged issues that live on in one of these, or in one that does. */
  private livingOnIn(ids: ReadonlySet<string>): string[] {
    const rows = this.database
      .prepare(
        `WITH RECURSIVE gone (id) AS (
           SELECT value FROM json_each(?)
           UNION SELECT e.issue FROM gone JOIN issue_events e ON e.other = gone.id JOIN issues i ON i.id = e.issue
           WHERE e.kind = 'merged' AND i.status = 'merged'
             AND NOT EXISTS (SELECT 1 FROM issue_events n WHERE n.issue = e.issue AND n.kind = 'merged' AND n.number > e.number)
         ) SELECT id FROM gone ORDER BY id`,
      )
      .all(JSON.stringify([...ids])) as { id: string }[];
    return rows.map(({ id }) => id).filter((id) => !ids.has(id));
  }
}
