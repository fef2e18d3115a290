import type { Issue, IssueStatus } from "../core/issue.js";
import type { StateDatabase } from "./database.js";

/** What of an issue lies in its body: all that is not a column. */
export type IssueBody = Omit<Issue, "id" | "status" | "renamed" | "pinned" | "dismissed" | "heat">;

interface Row {
  id: string;
  status: IssueStatus;
  heat: number;
  given_title: string | null;
  pinned: number;
  dismissed: number;
  body: string;
}

/** The title of an issue of which nothing can be said. */
const UNNAMED = "未命名事项";

const COLUMNS = "id, status, heat, given_title, pinned, dismissed, body";

function fromRow(row: Row): Issue {
  const body = JSON.parse(row.body) as IssueBody;
  return {
    ...body,
    id: row.id,
    title: row.given_title ?? body.title,
    status: row.status,
    renamed: row.given_title !== null,
    pinned: row.pinned === 1,
    dismissed: row.dismissed === 1,
    heat: row.heat,
  };
}

/** The issues as rows. What people have decided (title, pin, dismissal) lies apart from what is found out every night. */
export class IssueRows {
  constructor(private readonly database: StateDatabase) {}

  get(id: string): Issue | undefined {
    const row = this.database.prepare(`SELECT ${COLUMNS} FROM issues WHERE id = ?`).get(id) as Row | undefined;
    return row && fromRow(row);
  }

  /** By heat, highest first, then by number of messages, then by id. */
  list(statuses: readonly IssueStatus[], includeDismissed: boolean, limit: number): Issue[] {
    const rows = this.database
      .prepare(
        `SELECT ${COLUMNS} FROM issues WHERE status IN (SELECT value FROM json_each(?)) AND (dismissed = 0 OR ? = 1)
         ORDER BY heat DESC, messages DESC, id LIMIT ?`,
      )
      .all(JSON.stringify(statuses), includeDismissed ? 1 : 0, limit) as Row[];
    return rows.map(fromRow);
  }

  /**
   * Adds an issue as it is, or replaces what is known of it, the decisions of people kept. A title that is no other than
   * the one that a person gave says nothing of the title that was found.
   */
  save(issue: Issue): void {
    const { id, status, renamed, pinned, dismissed, heat, ...body } = issue;
    this.database
      .prepare(
        `INSERT INTO issues (id, status, heat, messages, given_title, pinned, dismissed, stale, body)
         VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?)
         ON CONFLICT (id) DO UPDATE SET status = excluded.status, heat = excluded.heat, messages = excluded.messages,
           stale = 0, body = CASE WHEN given_title = json_extract(excluded.body, '$.title')
             THEN json_set(excluded.body, '$.title', json_extract(body, '$.title')) ELSE excluded.body END`,
      )
      .run(
        id,
        status,
        heat,
        body.stats.count,
        renamed ? body.title : null,
        pinned ? 1 : 0,
        dismissed ? 1 : 0,
        JSON.stringify(body),
      );
  }

  setStatus(id: string, status: IssueStatus): void {
    this.database.prepare("UPDATE issues SET status = ? WHERE id = ?").run(status, id);
  }

  setGivenTitle(id: string, title: string | null): void {
    this.database.prepare("UPDATE issues SET given_title = ? WHERE id = ?").run(title, id);
  }

  setMark(id: string, mark: "pinned" | "dismissed", value: boolean): void {
    this.database.prepare(`UPDATE issues SET ${mark} = ? WHERE id = ?`).run(value ? 1 : 0, id);
  }

  /** Ids of issues whose messages have changed since they were described, in order of id. */
  stale(): string[] {
    const rows = this.database
      .prepare("SELECT id FROM issues WHERE stale = 1 AND status <> 'merged' ORDER BY id")
      .all() as { id: string }[];
    return rows.map(({ id }) => id);
  }

  /**
   * Brings what can be told without reading messages up to date (how many, from when to when, nothing cited that is
   * another's or gone) and marks the rest as out of date. Does nothing for an issue without messages.
   */
  refresh(id: string): void {
    const issue = this.get(id);
    if (issue === undefined) return;
    const { n, first, last } = this.database
      .prepare(`SELECT count(*) AS n, min(at) AS "first", max(at) AS "last" FROM issue_members WHERE issue = ?`)
      .get(id) as { n: number; first: number | null; last: number | null };
    if (first === null || last === null) return;
    const own = this.ownOf(id, [...issue.representatives, ...issue.summary.map(({ documentId }) => documentId)]);
    const stats = {
      ...issue.stats,
      count: n,
      from: new Date(first).toISOString(),
      to: new Date(last).toISOString(),
    };
    const summary = issue.summary.filter(({ documentId }) => own.has(documentId));
    const representatives = issue.representatives.filter((document) => own.has(document));
    // What a machine wrote may rest on messages that are no longer here: null takes it out.
    const change = JSON.stringify({ stats, summary, representatives, written: null, refused: null });
    this.database
      .prepare("UPDATE issues SET stale = 1, messages = ?, body = json_patch(body, ?) WHERE id = ?")
      .run(n, change, id);
  }

  /**
   * Takes all words out of an issue that may be those of a message that is gone: what is left are the topic and the
   * district, until it is described anew. The title that a person gave stays.
   */
  unsay(id: string): void {
    const issue = this.get(id);
    if (issue === undefined) return;
    const own = this.ownOf(id, [...issue.representatives, ...issue.summary.map(({ documentId }) => documentId)]);
    const change = JSON.stringify({
      title: issue.topic.at(-1) ?? UNNAMED,
      place: "",
      keywords: [],
      places: [],
      summary: issue.summary.filter(({ documentId }) => own.has(documentId)),
      representatives: issue.representatives.filter((document) => own.has(document)),
      written: null,
      refused: null,
    });
    this.database.prepare("UPDATE issues SET stale = 1, body = json_patch(body, ?) WHERE id = ?").run(change, id);
    this.database
      .prepare("UPDATE issue_events SET details = json_remove(details, '$.from') WHERE issue = ? AND kind = 'renamed'")
      .run(id);
  }

  private ownOf(id: string, documents: readonly string[]): Set<string> {
    const rows = this.database
      .prepare("SELECT document FROM issue_members WHERE issue = ? AND document IN (SELECT value FROM json_each(?))")
      .all(id, JSON.stringify(documents)) as { document: string }[];
    return new Set(rows.map(({ document }) => document));
  }

  /** Removes issues with their history, and takes them out of what others say of earlier ones. */
  remove(ids: readonly string[]): void {
    const list = JSON.stringify(ids);
    const those = "(SELECT value FROM json_each(?))";
    this.database.prepare(`DELETE FROM issues WHERE id IN ${those}`).run(list);
    this.database.prepare(`DELETE FROM issue_events WHERE issue IN ${those}`).run(list);
    this.database
      .prepare(
        `DELETE FROM issue_corrections
         WHERE NOT EXISTS (SELECT 1 FROM issue_events WHERE correction = issue_corrections.number)`,
      )
      .run();
    this.database
      .prepare(
        `UPDATE issues SET body = json_set(body, '$.recurs',
           (SELECT json_group_array(value) FROM json_each(body, '$.recurs') WHERE value NOT IN ${those}))
         WHERE EXISTS (SELECT 1 FROM json_each(body, '$.recurs') WHERE value IN ${those})`,
      )
      .run(list, list);
  }
}
