import type { Localized } from "../core/localized.js";
import type { StateDatabase } from "./database.js";
import type { Manifest, RunInput, RunStart, RunStatus, RunStep, StepStatus } from "./manifest.js";
import { addCounts, assertAddsUp, NO_COUNTS } from "./run-counts.js";

export type { Manifest, RunInput, RunStart, RunStatus, RunStep, StepStatus } from "./manifest.js";

interface RunRow {
  id: number;
  kind: string;
  cause: string;
  sources: string;
  versions: string;
  engine: string;
  config: string;
  started_at: number;
  finished_at: number | null;
  status: RunStatus;
}

/** The record of every run. */
export class Runs {
  /** Runs that this process has started: whatever else is open was left behind. */
  private readonly own = new Set<number>();

  constructor(private readonly database: StateDatabase) {}

  /** Opens a run and gives its number. */
  start(run: RunStart): number {
    return this.database.transaction(() => {
      const result = this.database
        .prepare(
          `INSERT INTO runs (kind, cause, sources, versions, engine, config, started_at, status)
           VALUES (?, ?, ?, ?, ?, ?, ?, 'running')`,
        )
        .run(
          run.kind,
          run.trigger,
          JSON.stringify(run.sources),
          JSON.stringify(run.versions),
          run.engine,
          run.config,
          this.database.clock.now(),
        );
      const runId = Number(result.lastInsertRowid);
      this.own.add(runId);
      return runId;
    });
  }

  /** Records the state of a step; the first call sets its start, every status but `running` its end. */
  step(runId: number, name: string, status: StepStatus, details: RunStep["details"] = {}, fault?: Localized): void {
    const now = this.database.clock.now();
    const all = JSON.stringify({ ...details, ...(fault && { fault }) });
    this.database.transaction(() =>
      this.database
        .prepare(
          `INSERT INTO run_steps VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (run, name) DO UPDATE SET
             finished_at = excluded.finished_at, status = excluded.status,
             details = json_patch(details, excluded.details)`,
        )
        .run(runId, name, now, status === "running" ? null : now, status, all),
    );
  }

  /**
   * Adds the counts of a batch to those of its input: in the same transaction as the cursor, so that a batch counts once.
   * @throws Error when the counts do not add up.
   */
  addInput(runId: number, batch: RunInput): void {
    assertAddsUp(batch.counts);
    const c = batch.counts;
    this.database.transaction(() =>
      this.database
        .prepare(
          `INSERT INTO run_inputs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (run, source, input) DO UPDATE SET
             hash = coalesce(excluded.hash, hash),
             last_day = coalesce(max(excluded.last_day, last_day), excluded.last_day, last_day),
             read = read + excluded.read, created = created + excluded.created,
             replaced = replaced + excluded.replaced, unchanged = unchanged + excluded.unchanged,
             refused = refused + excluded.refused, rejected = rejected + excluded.rejected,
             folded = folded + excluded.folded`,
        )
        .run(
          runId,
          batch.source,
          batch.input,
          batch.hash ?? null,
          batch.lastDay ?? null,
          c.in,
          c.new,
          c.replaced,
          c.unchanged,
          c.refused,
          c.rejected,
          c.folded,
        ),
    );
  }

  /** Closes a run and the step that it was at; `fault` says why that one failed. */
  finish(runId: number, status: Exclude<RunStatus, "running">, fault?: Localized): void {
    const now = this.database.clock.now();
    this.database.transaction(() => {
      this.database.prepare("UPDATE runs SET status = ?, finished_at = ? WHERE id = ?").run(status, now, runId);
      this.database
        .prepare(
          `UPDATE run_steps SET status = ?, finished_at = ?, details = json_patch(details, ?)
           WHERE run = ? AND status = 'running'`,
        )
        .run(status, now, JSON.stringify({ ...(fault && { fault }) }), runId);
    });
  }

  /** Drops the records of runs that were started before an instant (ms) and have ended; says how many. */
  expire(before: number): number {
    return this.database.transaction(() =>
      Number(
        this.database.prepare("DELETE FROM runs WHERE started_at < ? AND status <> 'running'").run(before).changes,
      ),
    );
  }

  /** @throws Error when its counts do not add up. */
  manifest(runId: number): Manifest | undefined {
    const row = this.database.prepare("SELECT * FROM runs WHERE id = ?").get(runId) as RunRow | undefined;
    return row && this.complete(row);
  }

  /** The latest runs, newest first. */
  list(limit = 20): Manifest[] {
    const rows = this.database.prepare("SELECT * FROM runs ORDER BY id DESC LIMIT ?").all(limit) as RunRow[];
    return rows.map((row) => this.complete(row));
  }

  last(): Manifest | undefined {
    return this.list(1)[0];
  }

  /** Runs that were never closed: under way, or their process was killed. Oldest first. */
  unfinished(): Manifest[] {
    const rows = this.database.prepare("SELECT * FROM runs WHERE status = 'running' ORDER BY id").all() as RunRow[];
    return rows.map((row) => this.complete(row));
  }

  /** Unfinished runs that this process has not started. To the holder of the lock that means: killed. */
  abandoned(): Manifest[] {
    return this.unfinished().filter(({ runId }) => !this.own.has(runId));
  }

  /**
   * The latest day of a source that completed runs have seen: the days before it are closed, a new document on one of
   * them is late. Undefined before the first completed run.
   */
  closedBefore(source: string): string | undefined {
    const row = this.database
      .prepare(
        `SELECT max(i.last_day) AS day FROM run_inputs i JOIN runs r ON r.id = i.run
         WHERE i.source = ? AND r.status = 'done'`,
      )
      .get(source) as { day: string | null };
    return row.day ?? undefined;
  }

  private complete(row: RunRow): Manifest {
    const inputs = this.inputs(row.id);
    const counts = inputs.reduce((sum, input) => addCounts(sum, input.counts), NO_COUNTS);
    assertAddsUp(counts);
    return {
      runId: row.id,
      kind: row.kind,
      trigger: row.cause,
      sources: JSON.parse(row.sources) as string[],
      versions: JSON.parse(row.versions) as Record<string, string>,
      engine: row.engine,
      config: row.config,
      status: row.status,
      startedAt: row.started_at,
      ...(row.finished_at === null ? {} : { finishedAt: row.finished_at }),
      steps: this.steps(row.id),
      inputs,
      counts,
    };
  }

  private steps(runId: number): RunStep[] {
    const rows = this.database
      .prepare("SELECT * FROM run_steps WHERE run = ? ORDER BY started_at, name")
      .all(runId) as {
      name: string;
      started_at: number;
      finished_at: number | null;
      status: StepStatus;
      details: string;
    }[];
    return rows.map((row) => {
      const { fault, ...details } = JSON.parse(row.details) as RunStep["details"] & { fault?: Localized };
      return {
        name: row.name,
        status: row.status,
        startedAt: row.started_at,
        ...(row.finished_at === null ? {} : { finishedAt: row.finished_at }),
        details,
        ...(fault && { fault }),
      };
    });
  }

  private inputs(runId: number): RunInput[] {
    const rows = this.database.prepare("SELECT * FROM run_inputs WHERE run = ? ORDER BY source, input").all(runId) as {
      source: string;
      input: string;
      hash: string | null;
      last_day: string | null;
      read: number;
      created: number;
      replaced: number;
      unchanged: number;
      refused: number;
      rejected: number;
      folded: number;
    }[];
    return rows.map((row) => ({
      source: row.source,
      input: row.input,
      ...(row.hash === null ? {} : { hash: row.hash }),
      ...(row.last_day === null ? {} : { lastDay: row.last_day }),
      counts: {
        in: row.read,
        new: row.created,
        replaced: row.replaced,
        unchanged: row.unchanged,
        refused: row.refused,
        rejected: row.rejected,
        folded: row.folded,
      },
    }));
  }
}
