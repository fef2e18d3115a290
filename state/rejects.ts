import { createHmac } from "node:crypto";
import type { Reject } from "../core/reject.js";
import type { StateDatabase } from "./database.js";
import { seal, unseal } from "./sealed.js";

/** `open`: waits for a fix. `replayed`: went through after a fix. `dropped`: a person decided that it is not wanted. */
export type RejectStatus = "open" | "replayed" | "dropped";

/** What is told of a reject without opening it. */
export interface RejectSummary extends Omit<Reject, "raw" | "columns"> {
  id: string;
  runId: number;
  /** ms since the epoch. */
  recordedAt: number;
  status: RejectStatus;
}

/** A reject opened for replay. */
export type OpenedReject = RejectSummary & Pick<Reject, "raw" | "columns">;

export interface RejectFilter {
  source?: string;
  input?: string;
  status?: RejectStatus;
}

interface Row {
  id: string;
  source: string;
  input: string;
  row: number;
  line: number | null;
  offset: number | null;
  field: string | null;
  reason_zh: string;
  reason_en: string;
  raw: Uint8Array;
  raw_cut: number;
  columns: Uint8Array | null;
  run: number;
  recorded_at: number;
  status: RejectStatus;
}

/** Records that could not be taken, their bytes encrypted, until they are replayed, dropped or expire. */
export class Rejects {
  constructor(
    private readonly database: StateDatabase,
    private readonly key: Buffer,
  ) {}

  /**
   * Keeps rejects and says how many are new. The same record at the same place, refused for the same reason, is one
   * reject, however often it is read; its status stays.
   */
  add(rejects: readonly Reject[], runId: number): number {
    return this.database.transaction(() => {
      const insert = this.database.prepare(
        `INSERT INTO rejects VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', NULL, NULL)
         ON CONFLICT (id) DO NOTHING`,
      );
      let added = 0;
      for (const r of rejects) {
        const id = this.identify(r);
        const columns = r.columns && seal(this.key, Buffer.from(JSON.stringify(r.columns)), `${id}/columns`);
        const result = insert.run(
          id,
          r.source,
          r.input,
          r.row,
          r.line ?? null,
          r.offset ?? null,
          r.field ?? null,
          r.reason.zh,
          r.reason.en,
          seal(this.key, r.raw, `${id}/raw`),
          r.rawCut ? 1 : 0,
          columns ?? null,
          runId,
          this.database.clock.now(),
        );
        added += Number(result.changes);
      }
      return added;
    });
  }

  /** In order of source, input and row. */
  list(filter: RejectFilter = {}): RejectSummary[] {
    const rows = this.database
      .prepare(
        `SELECT id, source, input, row, line, offset, field, reason_zh, reason_en, raw_cut, run, recorded_at, status
         FROM rejects
         WHERE ($source IS NULL OR source = $source) AND ($input IS NULL OR input = $input)
           AND ($status IS NULL OR status = $status)
         ORDER BY source, input, row, id`,
      )
      .all({ source: filter.source ?? null, input: filter.input ?? null, status: filter.status ?? null }) as Row[];
    return rows.map(summary);
  }

  /** Opens a reject. @throws MinyiError when it cannot be decrypted. */
  get(id: string): OpenedReject | undefined {
    const row = this.database.prepare("SELECT * FROM rejects WHERE id = ?").get(id) as Row | undefined;
    if (!row) return undefined;
    const raw = unseal(this.key, row.raw, `${id}/raw`);
    const columns = row.columns && unseal(this.key, row.columns, `${id}/columns`).toString("utf8");
    return {
      ...summary(row),
      raw,
      ...(columns === null ? {} : { columns: JSON.parse(columns) as Record<string, string> }),
    };
  }

  mark(id: string, status: RejectStatus, runId: number): void {
    this.database.transaction(() =>
      this.database
        .prepare("UPDATE rejects SET status = ?, decided_by = ?, decided_at = ? WHERE id = ?")
        .run(status, runId, this.database.clock.now(), id),
    );
  }

  /** How many there are of each status. */
  counts(filter: Omit<RejectFilter, "status"> = {}): Record<RejectStatus, number> {
    const rows = this.database
      .prepare(
        `SELECT status, count(*) AS n FROM rejects
         WHERE ($source IS NULL OR source = $source) AND ($input IS NULL OR input = $input) GROUP BY status`,
      )
      .all({ source: filter.source ?? null, input: filter.input ?? null }) as { status: RejectStatus; n: number }[];
    const counts = { open: 0, replayed: 0, dropped: 0 };
    for (const { status, n } of rows) counts[status] = n;
    return counts;
  }

  /** Deletes rejects recorded before an instant (ms), whatever their status, and says how many. */
  expire(before: number): number {
    return this.database.transaction(() =>
      Number(this.database.prepare("DELETE FROM rejects WHERE recorded_at < ?").run(before).changes),
    );
  }

  /** Keyed, because a plain hash of a short record could be guessed. */
  private identify(r: Reject): string {
    const mac = createHmac("sha256", this.key);
    mac.update(JSON.stringify([r.source, r.input, r.row, r.reason.en])).update(r.raw);
    return mac.digest().subarray(0, 16).toString("base64url");
  }
}

function summary(row: Row): RejectSummary {
  return {
    id: row.id,
    source: row.source,
    input: row.input,
    row: row.row,
    ...(row.line === null ? {} : { line: row.line }),
    ...(row.offset === null ? {} : { offset: row.offset }),
    ...(row.field === null ? {} : { field: row.field }),
    reason: { zh: row.reason_zh, en: row.reason_en },
    ...(row.raw_cut === 0 ? {} : { rawCut: true }),
    runId: row.run,
    recordedAt: row.recorded_at,
    status: row.status,
  };
}
