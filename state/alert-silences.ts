import type { AlertGroup, AlertLevel } from "../core/alert.js";
import { UsageError } from "../core/errors.js";
import type { StateDatabase } from "./database.js";

/** What is not to be told for a while, and why. Cases go on all the same: only messages wait. */
export interface NewSilence {
  /** One rule; absent: any. */
  ruleId?: string;
  /** Groups that have all of these values; empty: any. */
  group: AlertGroup;
  /** The highest level that is kept quiet; a case that rises above it is told. */
  upTo: AlertLevel;
  reason: string;
  /** Account that answers for it. */
  by: string;
  /** ms since the epoch; `to` exclusive. */
  from: number;
  to: number;
}

export interface Silence extends NewSilence {
  number: number;
  /** ms since the epoch. */
  madeAt: number;
  /** Account that ended it before its time. */
  endedBy?: string;
}

interface Row {
  number: number;
  rule: string | null;
  group_part: string;
  up_to: AlertLevel;
  reason: string;
  by: string;
  made_at: number;
  starts_at: number;
  ends_at: number;
  ended_by: string | null;
}

/** Silences: each has an end, a reason and an account. */
export class AlertSilences {
  constructor(private readonly database: StateDatabase) {}

  /**
   * Adds a silence and gives its number.
   * @throws UsageError when it has no reason, nobody answers for it, or it ends before it starts or has ended already
   */
  add(silence: NewSilence): number {
    if (silence.reason.trim() === "" || silence.by.trim() === "") throw withoutReason();
    const now = this.database.clock.now();
    if (!(silence.to > silence.from && silence.to > now)) throw withoutTime();
    return this.database.transaction(() => {
      const { lastInsertRowid } = this.database
        .prepare(
          `INSERT INTO alert_silences (rule, group_part, up_to, reason, by, made_at, starts_at, ends_at)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        )
        .run(
          silence.ruleId ?? null,
          JSON.stringify(silence.group),
          silence.upTo,
          silence.reason,
          silence.by,
          now,
          silence.from,
          silence.to,
        );
      return Number(lastInsertRowid);
    });
  }

  /** Ends a silence now. Says whether it was still to come or in force. */
  end(number: number, by: string): boolean {
    const now = this.database.clock.now();
    return this.database.transaction(
      () =>
        Number(
          this.database
            .prepare("UPDATE alert_silences SET ends_at = ?, ended_by = ? WHERE number = ? AND ends_at > ?")
            .run(now, by, number, now).changes,
        ) > 0,
    );
  }

  /** Those in force at an instant (ms), in order of number. */
  at(now: number): Silence[] {
    return this.read("WHERE starts_at <= ?1 AND ends_at > ?1 ORDER BY number", now);
  }

  /** Those that end at an instant (ms) or later, the first to end first. */
  list(from: number): Silence[] {
    return this.read("WHERE ends_at >= ?1 ORDER BY ends_at, number", from);
  }

  private read(condition: string, at: number): Silence[] {
    const rows = this.database.prepare(`SELECT * FROM alert_silences ${condition}`).all(at) as unknown as Row[];
    return rows.map((row) => ({
      number: row.number,
      ...(row.rule !== null && { ruleId: row.rule }),
      group: JSON.parse(row.group_part) as AlertGroup,
      upTo: row.up_to,
      reason: row.reason,
      by: row.by,
      from: row.starts_at,
      to: row.ends_at,
      madeAt: row.made_at,
      ...(row.ended_by !== null && { endedBy: row.ended_by }),
    }));
  }
}

function withoutReason(): UsageError {
  return new UsageError(
    { zh: "静默须写明理由和负责人账号", en: "A silence needs a reason and an account that answers for it" },
    { fix: { zh: "请补上理由和账号。", en: "Give a reason and an account." } },
  );
}

function withoutTime(): UsageError {
  return new UsageError(
    { zh: "静默的结束时间须晚于开始时间和现在", en: "A silence must end after it starts, and after now" },
    { fix: { zh: "请写一个将来的结束时间。", en: "Give an end that is still to come." } },
  );
}
