import type { StateDatabase } from "./database.js";
import type { IssueRows } from "./issue-rows.js";

/** A time of messages that are forgotten, ms, both ends included: an issue of that time may tell of them. */
interface Span {
  from: number;
  to: number;
}

/**
 * What is known of messages of issues goes when the messages go: their places, what is quoted from them, and all words that
 * may be theirs, until the issue is described anew.
 */
export class IssueRetention {
  constructor(
    private readonly database: StateDatabase,
    private readonly rows: IssueRows,
  ) {}

  /** Messages created before an instant (ms). Says how many were in an issue. */
  expire(before: number): number {
    return this.forget("at < ?", before, [{ from: Number.MIN_SAFE_INTEGER, to: before - 1 }]);
  }

  /** Messages by id, while state still knows when they were created. Says how many were in an issue. */
  remove(ids: readonly string[]): number {
    const list = JSON.stringify(ids);
    const those = "IN (SELECT value FROM json_each($list))";
    const rows = this.database
      .prepare(
        `SELECT at FROM issue_members WHERE document ${those} UNION SELECT at FROM matters WHERE id ${those}
         UNION SELECT created_at FROM signatures WHERE id ${those}`,
      )
      .all({ list }) as { at: number }[];
    const spans = rows.map(({ at }) => ({ from: at, to: at }));
    return this.forget("document IN (SELECT value FROM json_each(?))", list, spans);
  }

  private forget(which: string, value: number | string, spans: readonly Span[]): number {
    for (const table of ["issue_fixed", "issue_moves"]) {
      this.database.prepare(`DELETE FROM ${table} WHERE ${which}`).run(value);
    }
    const gone = this.database.prepare(`DELETE FROM issue_members WHERE ${which} RETURNING issue`).all(value) as {
      issue: string;
    }[];
    const touched = [...new Set(gone.map(({ issue }) => issue))].sort();
    // Without messages are those that were merged, which can be undone, and those that fell apart, which are over.
    const former = this.withoutMessages(spans);
    const over = former.filter(({ status }) => status !== "merged").map(({ id }) => id);
    const empty = new Set([...touched.filter((issue) => !this.hasMessages(issue)), ...over]);
    for (const issue of touched) if (!empty.has(issue)) this.rows.refresh(issue);
    if (empty.size > 0) this.rows.remove([...empty, ...this.livingOnIn(empty)]);
    const merged = former.filter(({ status }) => status === "merged").map(({ id }) => id);
    // What was split or merged by hand and has not been described since may tell of the messages of another.
    for (const issue of new Set([...touched, ...merged, ...this.rows.stale()])) this.rows.unsay(issue);
    return gone.length;
  }

  /** Issues that have no messages any more and had some within one of the spans. */
  private withoutMessages(spans: readonly Span[]): { id: string; status: string }[] {
    const rows = this.database
      .prepare(
        `SELECT id, status, json_extract(body, '$.stats.from') AS "from", json_extract(body, '$.stats.to') AS "to"
         FROM issues WHERE NOT EXISTS (SELECT 1 FROM issue_members WHERE issue = issues.id) ORDER BY id`,
      )
      .all() as { id: string; status: string; from: string; to: string }[];
    return rows.filter(({ from, to }) =>
      spans.some((span) => Date.parse(from) <= span.to && Date.parse(to) >= span.from),
    );
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
