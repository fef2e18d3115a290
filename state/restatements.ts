import type { Facets } from "../core/store.js";
import type { StateDatabase } from "./database.js";

/** A past figure that changed, and why. */
export interface Restatement {
  runId: number;
  /** The document. */
  id: string;
  /** `corrected`: its content changed and it counts otherwise. `reanalysed`: only its analysis did. `late`: it is new in a day that was closed. */
  reason: "corrected" | "reanalysed" | "late";
  /** The day that it counts to now, e.g. `2019-08-14`. */
  at: string;
  /** The day that it counted to before, for a correction. */
  beforeAt?: string;
  before?: Facets;
  after: Facets;
}

export interface RestatementRecord extends Restatement {
  /** ms since the epoch. */
  recordedAt: number;
}

interface Row {
  run: number;
  id: string;
  reason: Restatement["reason"];
  at: string;
  before_at: string | null;
  before: string | null;
  after: string;
  recorded_at: number;
}

/** The log of past figures that a later record has changed. */
export class Restatements {
  constructor(private readonly database: StateDatabase) {}

  add(...restatements: readonly Restatement[]): void {
    if (restatements.length === 0) return;
    this.database.transaction(() => {
      const insert = this.database.prepare(
        "INSERT INTO restatements (run, id, reason, at, before_at, before, after, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      );
      for (const r of restatements) {
        const before = r.before === undefined ? null : JSON.stringify(r.before);
        const now = this.database.clock.now();
        insert.run(r.runId, r.id, r.reason, r.at, r.beforeAt ?? null, before, JSON.stringify(r.after), now);
      }
    });
  }

  /** In the order in which they were recorded; `from` and `to` are days, `to` exclusive, and match either day. */
  list(filter: { runId?: number; id?: string; from?: string; to?: string; limit?: number } = {}): RestatementRecord[] {
    const { runId, id, from, to, limit } = filter;
    const rows = this.database
      .prepare(
        `SELECT * FROM restatements
         WHERE ($run IS NULL OR run = $run) AND ($id IS NULL OR id = $id)
           AND ((at >= $from AND at < $to) OR (before_at >= $from AND before_at < $to))
         ORDER BY number LIMIT $limit`,
      )
      .all({ run: runId ?? null, id: id ?? null, from: from ?? "", to: to ?? "\uffff", limit: limit ?? -1 }) as Row[];
    return rows.map((row) => ({
      runId: row.run,
      id: row.id,
      reason: row.reason,
      at: row.at,
      ...(row.before_at === null ? {} : { beforeAt: row.before_at }),
      ...(row.before === null ? {} : { before: JSON.parse(row.before) as Facets }),
      after: JSON.parse(row.after) as Facets,
      recordedAt: row.recorded_at,
    }));
  }

  /** Drops those of messages created before an instant (ms), while these are still remembered. */
  removeOf(before: number): void {
    this.database.transaction(() =>
      this.database
        .prepare("DELETE FROM restatements WHERE id IN (SELECT id FROM signatures WHERE created_at < ?)")
        .run(before),
    );
  }

  /** For the right to be forgotten. */
  remove(ids: readonly string[]): void {
    this.database.transaction(() => {
      const statement = this.database.prepare("DELETE FROM restatements WHERE id = ?");
      for (const id of ids) statement.run(id);
    });
  }
}
