import type { AlertLevel, NotificationKind, NotifiedCase } from "../core/alert.js";
import type { StateDatabase } from "./database.js";

/** What one evaluation leaves to the next. Instants are ms since the epoch. */
export interface AlertMemory {
  /** Start of the minute in which messages went out last, and of how many cases they told. */
  roundAt?: number;
  roundCases?: number;
  /** When rules were last judged with an answer. */
  judgedAt?: number;
  /** The day (see core/zone.ts) of the last digest or heartbeat, per receiver. */
  days: Record<string, number>;
  /** How many digests and heartbeats there have been: each has a number of its own. */
  digests: number;
  /** Of how many cases each receiver was told since then, other than in a digest. */
  told: Record<string, number>;
}

/** One line that waits for a receiver's next digest: of a low level, or come up in quiet hours. */
export interface HeldNotice {
  receiver: string;
  kind: NotificationKind;
  level: AlertLevel;
  /** ms since the epoch. */
  at: number;
  line: NotifiedCase;
}

/** What is carried from one evaluation to the next, beside the cases. */
export class AlertMemories {
  constructor(private readonly database: StateDatabase) {}

  get(): AlertMemory {
    const row = this.database.prepare("SELECT body FROM alert_memory").get() as { body: string } | undefined;
    return row ? (JSON.parse(row.body) as AlertMemory) : { days: {}, digests: 0, told: {} };
  }

  set(memory: AlertMemory): void {
    this.database.transaction(() =>
      this.database
        .prepare("INSERT INTO alert_memory VALUES (1, ?) ON CONFLICT DO UPDATE SET body = excluded.body")
        .run(JSON.stringify(memory)),
    );
  }

  /** What waits for a digest, in order of receiver, case and kind. */
  held(): HeldNotice[] {
    return this.database
      .prepare("SELECT body FROM alert_held ORDER BY receiver, number, kind")
      .all()
      .map((row) => JSON.parse((row as { body: string }).body) as HeldNotice);
  }

  /** Puts lines aside; one that waits already for the same receiver, case and kind is replaced. */
  hold(notices: readonly HeldNotice[]): void {
    this.database.transaction(() => {
      const insert = this.database.prepare(
        `INSERT INTO alert_held VALUES (?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET at = excluded.at, body = excluded.body`,
      );
      for (const notice of notices) {
        insert.run(notice.receiver, notice.line.number, notice.kind, notice.at, JSON.stringify(notice));
      }
    });
  }

  /** Takes away what waited for a receiver: its digest is in the outbox. */
  release(receivers: readonly string[]): void {
    this.database.transaction(() =>
      this.database
        .prepare("DELETE FROM alert_held WHERE receiver IN (SELECT value FROM json_each(?))")
        .run(JSON.stringify(receivers)),
    );
  }

  /** Up to which instant (ms) what goes by a name has been judged; undefined before the first time. */
  watermark(name: string): number | undefined {
    const row = this.database.prepare("SELECT at FROM alert_watermarks WHERE name = ?").get(name);
    return (row as { at: number } | undefined)?.at;
  }

  /** Moves a watermark on; never back. */
  setWatermark(name: string, at: number): void {
    this.database.transaction(() =>
      this.database
        .prepare("INSERT INTO alert_watermarks VALUES (?, ?) ON CONFLICT DO UPDATE SET at = max(at, excluded.at)")
        .run(name, at),
    );
  }
}
