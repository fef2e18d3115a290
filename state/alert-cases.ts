import type { AlertCase, AlertLevel, CaseOutcome, CaseStatus } from "../core/alert.js";
import type { Localized } from "../core/localized.js";
import type { StateDatabase } from "./database.js";

/** What has to be remembered of a case beside what is shown of it. Instants are ms since the epoch. */
export interface CaseMemory {
  /** The group as one text: see alerts/cases/keys.ts. */
  groupKey: string;
  /** What the rule looked for when it fired last: changes when the rule is edited. */
  ruleVersion: string;
  /** End of the window of the first firing and of the latest firing (instants of the data, not of the clock). */
  firstFiring: string;
  lastFiring: string;
  /** End of the latest window that was judged, firing or not. */
  judgedTo: string;
  /** The level that people know of; absent while nobody has been told, and again once they know that it is over. */
  toldLevel?: AlertLevel;
  /** When somebody was last told, at what level, and how many rounds of messages there were. */
  lastToldAt?: number;
  lastToldLevel?: AlertLevel;
  notices: number;
  /** From when on an acknowledgement is waited for. */
  waitsSince?: number;
  /** Its acknowledgement has run out, and nobody has been reminded yet. */
  lapsed?: boolean;
  /** Accounts that were called for want of an acknowledgement. */
  called?: string[];
  /** What keeps it quiet: `silence:NUMBER` or `case:NUMBER`. */
  mutedBy?: string;
  /** It is over, those who were told have yet to hear so. */
  owesRecovery?: boolean;
  /** Why it is over. */
  recovery?: Localized;
  /** Account that closed it; absent when it ended by itself. */
  closedBy?: string;
  /** No one is there to be told. */
  nobody?: boolean;
}

/** A case with what has to be remembered of it. */
export interface TrackedCase extends AlertCase {
  memory: CaseMemory;
}

/** How right a rule has been, by the word of people. */
export interface HitRate {
  ruleId: string;
  /** Cases that fired. */
  cases: number;
  true: number;
  false: number;
  handled: number;
  /** (true + handled) / (true + false + handled), in permille; absent before anybody has said anything. */
  permille?: number;
}

export interface CaseFilter {
  statuses?: readonly CaseStatus[];
  ruleId?: string;
  /** Opened at this instant or later, ms. */
  from?: number;
  /** Also those that never fired. Default: not. */
  includeNeverFired?: boolean;
  limit?: number;
}

/** The cases that rules have raised. */
export class AlertCases {
  constructor(private readonly database: StateDatabase) {}

  get(number: number): TrackedCase | undefined {
    const row = this.database.prepare("SELECT body FROM alert_cases WHERE number = ?").get(number);
    return row && parse(row);
  }

  /** Newest first. */
  list(filter: CaseFilter = {}): TrackedCase[] {
    return this.database
      .prepare(
        `SELECT body FROM alert_cases WHERE (?1 IS NULL OR status IN (SELECT value FROM json_each(?1)))
         AND (?2 IS NULL OR rule = ?2) AND opened_at >= ?3 AND (fired_at IS NOT NULL OR ?4 = 1)
         ORDER BY number DESC LIMIT ?5`,
      )
      .all(
        filter.statuses ? JSON.stringify(filter.statuses) : null,
        filter.ruleId ?? null,
        filter.from ?? Number.MIN_SAFE_INTEGER,
        filter.includeNeverFired ? 1 : 0,
        filter.limit ?? -1,
      )
      .map(parse);
  }

  /**
   * What an evaluation needs to know, in order of number: every case that is open or whose end is still to be told, and
   * of each rule and group named the latest that is over.
   */
  forEvaluation(groups: readonly { ruleId: string; groupKey: string }[]): TrackedCase[] {
    const keys = JSON.stringify(groups.map(({ ruleId, groupKey }) => [ruleId, groupKey]));
    return this.database
      .prepare(
        `SELECT body FROM alert_cases WHERE live = 1 OR number IN (
           SELECT (SELECT max(number) FROM alert_cases WHERE rule = json_extract(value, '$[0]')
             AND group_key = json_extract(value, '$[1]')) FROM json_each(?))
         ORDER BY number`,
      )
      .all(keys)
      .map(parse);
  }

  /** The number that the next case gets. */
  nextNumber(): number {
    return (this.database.prepare("SELECT next FROM counters WHERE name = 'alert-case'").get() as { next: number })
      .next;
  }

  /** Adds cases, or replaces what is known of them. Numbers once given are not given again. */
  save(cases: readonly TrackedCase[]): void {
    this.database.transaction(() => {
      const insert = this.database.prepare(
        `INSERT INTO alert_cases
           (number, id, rule, group_key, status, level, opened_at, fired_at, resolved_at, outcome, live, body)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (number) DO UPDATE SET status = excluded.status, level = excluded.level,
           fired_at = excluded.fired_at, resolved_at = excluded.resolved_at, outcome = excluded.outcome,
           live = excluded.live, body = excluded.body`,
      );
      for (const one of cases) {
        insert.run(
          one.number,
          one.id,
          one.ruleId,
          one.memory.groupKey,
          one.status,
          one.level,
          Date.parse(one.openedAt),
          one.firedAt === undefined ? null : Date.parse(one.firedAt),
          one.resolvedAt === undefined ? null : Date.parse(one.resolvedAt),
          one.outcome ?? null,
          one.status !== "resolved" || one.memory.owesRecovery ? 1 : 0,
          JSON.stringify(one),
        );
      }
      const last = cases.reduce((max, { number }) => Math.max(max, number), 0);
      this.database.prepare("UPDATE counters SET next = max(next, ?) WHERE name = 'alert-case'").run(last + 1);
    });
  }

  /** Of every rule that has ever fired, in order of its id. */
  hitRates(): HitRate[] {
    const rows = this.database
      .prepare(
        `SELECT rule, count(*) AS n, count(*) FILTER (WHERE outcome = 'true') AS "true",
           count(*) FILTER (WHERE outcome = 'false') AS "false", count(*) FILTER (WHERE outcome = 'handled') AS handled
         FROM alert_cases WHERE fired_at IS NOT NULL GROUP BY rule ORDER BY rule`,
      )
      .all() as unknown as ({ rule: string; n: number } & Record<CaseOutcome, number>)[];
    return rows.map((row) => {
      const judged = row.true + row.false + row.handled;
      return {
        ruleId: row.rule,
        cases: row.n,
        true: row.true,
        false: row.false,
        handled: row.handled,
        ...(judged > 0 && { permille: Math.round(((row.true + row.handled) * 1000) / judged) }),
      };
    });
  }

  /** Forgets cases that were over before an instant (ms), with their events; says how many. */
  expire(before: number): number {
    return this.database.transaction(() =>
      Number(this.database.prepare("DELETE FROM alert_cases WHERE live = 0 AND resolved_at < ?").run(before).changes),
    );
  }
}

function parse(row: unknown): TrackedCase {
  return JSON.parse((row as { body: string }).body) as TrackedCase;
}
