import type { StateDatabase } from "./database.js";

/** When a job is to be done, as an office wants it. */
export interface ScheduleEntry {
  name: string;
  /** What is done: `nightly` … */
  job: string;
  /** Minute, hour, day of the month, month, day of the week. */
  cron: string;
  /** Zone of the wall clock that `cron` means. */
  timezone: string;
}

export interface Schedule extends ScheduleEntry {
  /** When it was made or last changed, ms since the epoch: what was due before is no concern of it. */
  createdAt: number;
  /** The latest due time that has been dealt with, ms since the epoch. */
  lastDue?: number;
  /** Number of its latest run. */
  lastRun?: number;
}

interface Row {
  name: string;
  job: string;
  cron: string;
  timezone: string;
  created_at: number;
  last_due: number | null;
  last_run: number | null;
}

/** What is to be done when, and how far that has been done. */
export class Schedules {
  constructor(private readonly database: StateDatabase) {}

  /** Adds a schedule, or changes the one of that name; says whether there was one. */
  add({ name, job, cron, timezone }: ScheduleEntry): "added" | "changed" {
    return this.database.transaction(() => {
      const known = this.get(name) !== undefined;
      this.database
        .prepare(
          `INSERT INTO schedules (name, job, cron, timezone, created_at) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT (name) DO UPDATE SET job = excluded.job, cron = excluded.cron, timezone = excluded.timezone,
             created_at = excluded.created_at, last_due = NULL`,
        )
        .run(name, job, cron, timezone, this.database.clock.now());
      return known ? "changed" : "added";
    });
  }

  /** Adds those that are not there, once in the life of a state: removed ones stay removed. */
  addDefaults(entries: readonly ScheduleEntry[]): void {
    if (this.hasDefaults()) return;
    this.database.transaction(() => {
      if (this.hasDefaults()) return;
      for (const entry of entries) if (this.get(entry.name) === undefined) this.add(entry);
      this.database.prepare("INSERT INTO meta VALUES ('schedules', 'default')").run();
    });
  }

  private hasDefaults(): boolean {
    return this.database.prepare("SELECT 1 FROM meta WHERE name = 'schedules'").get() !== undefined;
  }

  /** In order of name. */
  list(): Schedule[] {
    return (this.database.prepare("SELECT * FROM schedules ORDER BY name").all() as unknown as Row[]).map(fromRow);
  }

  get(name: string): Schedule | undefined {
    const row = this.database.prepare("SELECT * FROM schedules WHERE name = ?").get(name) as Row | undefined;
    return row && fromRow(row);
  }

  /** Says whether there was one. */
  remove(name: string): boolean {
    return this.database.transaction(
      () => Number(this.database.prepare("DELETE FROM schedules WHERE name = ?").run(name).changes) > 0,
    );
  }

  /** Records the run that a schedule has started. */
  markRun(name: string, runId: number): void {
    this.database.transaction(() =>
      this.database.prepare("UPDATE schedules SET last_run = ? WHERE name = ?").run(runId, name),
    );
  }

  /** Records that what was due at an instant (ms) has been dealt with, with everything due before. */
  markDue(name: string, dueAt: number): void {
    this.database.transaction(() =>
      this.database.prepare("UPDATE schedules SET last_due = ? WHERE name = ?").run(dueAt, name),
    );
  }
}

function fromRow(row: Row): Schedule {
  return {
    name: row.name,
    job: row.job,
    cron: row.cron,
    timezone: row.timezone,
    createdAt: row.created_at,
    ...(row.last_due !== null && { lastDue: row.last_due }),
    ...(row.last_run !== null && { lastRun: row.last_run }),
  };
}
