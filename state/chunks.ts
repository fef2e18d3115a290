import type { StateDatabase } from "./database.js";

/** What a chunk of a run is: how much of which input goes through which step. */
export interface ChunkStart {
  step: string;
  input: string;
  items: number;
}

export interface ChunkEnd {
  status: "done" | "failed";
  /** Tries that were made. */
  tries: number;
  /** Items that brought down whatever analysed them, and were rejected. */
  poisoned: number;
}

export interface Chunk extends ChunkStart {
  runId: number;
  /** Counts up from 1 within the run. */
  number: number;
  status: "running" | ChunkEnd["status"];
  tries: number;
  poisoned: number;
  /** ms since the epoch. */
  startedAt: number;
  finishedAt?: number;
}

export interface ChunkSummary {
  /** Handed out and not committed; of a run that has ended: what will be read again. */
  running: number;
  done: number;
  failed: number;
  /** In chunks that are done. */
  items: number;
  poisoned: number;
}

/**
 * The chunks of runs. A start is kept in memory and written with the next commit, so that chunks cost no disk flush of
 * their own: what is lost by a kill is the record of chunks that were never committed.
 */
export class Chunks {
  private readonly unwritten: { runId: number; number: number; start: ChunkStart; at: number }[] = [];
  private readonly last = new Map<number, number>();

  constructor(private readonly database: StateDatabase) {}

  /** Notes that a chunk was handed out, and gives its number. */
  started(runId: number, start: ChunkStart): number {
    const number = (this.last.get(runId) ?? this.lastOf(runId)) + 1;
    this.last.set(runId, number);
    this.unwritten.push({ runId, number, start, at: this.database.clock.now() });
    return number;
  }

  /** Records the end of a chunk, and whatever starts have not been written: meant to be part of the commit's transaction. */
  finished(runId: number, number: number, { status, tries, poisoned }: ChunkEnd): void {
    this.database.transaction(() => {
      const insert = this.database.prepare(
        "INSERT OR IGNORE INTO chunks VALUES (?, ?, ?, ?, ?, 'running', 0, 0, ?, NULL)",
      );
      for (const chunk of this.unwritten.splice(0)) {
        const { step, input, items } = chunk.start;
        insert.run(chunk.runId, chunk.number, step, input, items, chunk.at);
      }
      this.database
        .prepare("UPDATE chunks SET status = ?, tries = ?, poisoned = ?, finished_at = ? WHERE run = ? AND number = ?")
        .run(status, tries, poisoned, this.database.clock.now(), runId, number);
    });
  }

  /** The chunks of a run in the order in which they were handed out. */
  list(runId: number): Chunk[] {
    const rows = this.database.prepare("SELECT * FROM chunks WHERE run = ? ORDER BY number").all(runId) as {
      run: number;
      number: number;
      step: string;
      input: string;
      items: number;
      status: Chunk["status"];
      tries: number;
      poisoned: number;
      started_at: number;
      finished_at: number | null;
    }[];
    return rows.map(({ run, started_at, finished_at, ...row }) => ({
      runId: run,
      ...row,
      startedAt: started_at,
      ...(finished_at !== null && { finishedAt: finished_at }),
    }));
  }

  summary(runId: number): ChunkSummary {
    return this.database
      .prepare(
        `SELECT count(*) FILTER (WHERE status = 'running') AS running, count(*) FILTER (WHERE status = 'done') AS done,
           count(*) FILTER (WHERE status = 'failed') AS failed,
           coalesce(sum(items) FILTER (WHERE status = 'done'), 0) AS items, coalesce(sum(poisoned), 0) AS poisoned
         FROM chunks WHERE run = ?`,
      )
      .get(runId) as ChunkSummary;
  }

  /** Forgets the chunks that were handed out before an instant (ms); says how many. */
  expire(before: number): number {
    return this.database.transaction(() =>
      Number(this.database.prepare("DELETE FROM chunks WHERE started_at < ?").run(before).changes),
    );
  }

  private lastOf(runId: number): number {
    const row = this.database.prepare("SELECT max(number) AS number FROM chunks WHERE run = ?").get(runId);
    return (row as { number: number | null }).number ?? 0;
  }
}
