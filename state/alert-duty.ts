import { UsageError } from "../core/errors.js";
import type { StateDatabase } from "./database.js";

/** One turn of duty of one official. */
export interface NewDuty {
  account: string;
  /** ms since the epoch; `to` exclusive. */
  from: number;
  to: number;
  /** 0 is called first, 1 when 0 does not answer, and so on. */
  rank: number;
}

export interface Duty extends NewDuty {
  number: number;
}

/** Who is on duty when. */
export class AlertDuty {
  constructor(private readonly database: StateDatabase) {}

  /** Adds a turn and gives its number. @throws UsageError when it has no account or ends before it starts */
  add({ account, from, to, rank }: NewDuty): number {
    if (account.trim() === "" || !(to > from)) {
      throw new UsageError(
        { zh: "值班须有账号，且结束晚于开始", en: "A turn of duty needs an account, and an end after its start" },
        { fix: { zh: "请检查账号与起止时间。", en: "Check the account and both times." } },
      );
    }
    return this.database.transaction(() =>
      Number(
        this.database
          .prepare("INSERT INTO alert_duty (account, starts_at, ends_at, rank) VALUES (?, ?, ?, ?)")
          .run(account, from, to, rank).lastInsertRowid,
      ),
    );
  }

  /** Says whether there was one. */
  remove(number: number): boolean {
    return this.database.transaction(
      () => Number(this.database.prepare("DELETE FROM alert_duty WHERE number = ?").run(number).changes) > 0,
    );
  }

  /** Who is on duty at an instant (ms), in the order in which they are called. */
  at(now: number): Duty[] {
    return this.read("WHERE starts_at <= ?1 AND ends_at > ?1 ORDER BY rank, account, number", now);
  }

  /** Turns that end after an instant (ms), in order of start. */
  list(from: number): Duty[] {
    return this.read("WHERE ends_at > ?1 ORDER BY starts_at, rank, number", from);
  }

  private read(condition: string, at: number): Duty[] {
    return this.database
      .prepare(`SELECT number, account, starts_at AS "from", ends_at AS "to", rank FROM alert_duty ${condition}`)
      .all(at)
      .map((row) => ({ ...(row as unknown as Duty) }));
  }
}
