import type { Notification } from "../core/alert.js";
import type { Localized } from "../core/localized.js";
import { AlertDeliveries, type DeliveryRecord } from "./alert-deliveries.js";
import {
  type NewOutboxRow,
  OUTBOX_COLUMNS,
  type OutboxRow,
  type OutboxStatus,
  outboxRow,
  type Retry,
} from "./alert-outbox-row.js";
import type { StateDatabase } from "./database.js";

export type { NewOutboxRow, OutboxRow, OutboxStatus, Retry } from "./alert-outbox-row.js";

/**
 * What is to be sent: written in the same transaction as the case that it tells of, kept until it is delivered. The text
 * of a message is dropped when it is delivered or discarded; who was told of what, when, stays.
 */
export class Outbox {
  /** Each attempt and what came of it. */
  readonly deliveries: AlertDeliveries;

  constructor(private readonly database: StateDatabase) {
    this.deliveries = new AlertDeliveries(database);
  }

  /** Adds messages; one whose key is known already is left out. Gives how many were new. */
  add(rows: readonly NewOutboxRow[]): number {
    return this.database.transaction(() => {
      const insert = this.database.prepare(
        `INSERT INTO alert_outbox (key, receiver, kind, level, at, urgency, cases, channels, position, channel, failures,
           attempts, waited, refused, next_at, status, notification, chart)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, 0, 0, 0, '[]', ?, 'waiting', ?, ?) ON CONFLICT (key) DO NOTHING`,
      );
      let added = 0;
      for (const { receiver, channels, cases, urgency, notification } of rows) {
        const { chart, ...text } = notification;
        const at = Date.parse(notification.at);
        const { changes } = insert.run(
          notification.key,
          receiver,
          notification.kind,
          notification.level,
          at,
          urgency,
          JSON.stringify(cases),
          JSON.stringify(channels),
          channels[0] as string,
          at,
          JSON.stringify(text),
          chart ?? null,
        );
        added += Number(changes);
      }
      return added;
    });
  }

  get(key: string): OutboxRow | undefined {
    const row = this.database.prepare(`SELECT ${OUTBOX_COLUMNS} FROM alert_outbox WHERE key = ?`).get(key);
    return row && outboxRow(row);
  }

  /** What is sent; undefined when it was delivered or discarded, or is unknown. */
  notification(key: string): Notification | undefined {
    const row = this.database.prepare("SELECT notification, chart FROM alert_outbox WHERE key = ?").get(key) as
      | { notification: string | null; chart: Uint8Array | null }
      | undefined;
    if (!row?.notification) return undefined;
    const notification = JSON.parse(row.notification) as Notification;
    return row.chart ? { ...notification, chart: new Uint8Array(row.chart) } : notification;
  }

  /** Names of the channels that something waits for, in order. */
  waitingChannels(): string[] {
    return this.database
      .prepare("SELECT DISTINCT channel FROM alert_outbox WHERE status IN ('waiting', 'sending') ORDER BY channel")
      .all()
      .map((row) => (row as { channel: string }).channel);
  }

  /**
   * What a channel should send next: the most urgent that is due, of those the longest due, then by key.
   * @param horizon no attempt is ever put off for longer than this, ms: one that is due later was put off by a clock that
   * was wrong, and is due now
   */
  due(channel: string, now: number, horizon: number, limit: number): OutboxRow[] {
    return this.database
      .prepare(
        `SELECT ${OUTBOX_COLUMNS} FROM alert_outbox WHERE channel = ? AND status = 'waiting'
         AND (next_at <= ? OR next_at > ?) ORDER BY urgency, next_at, key LIMIT ?`,
      )
      .all(channel, now, now + horizon, limit)
      .map(outboxRow);
  }

  /** Records that an attempt begins: after a kill in the middle of it, it is made again. */
  begin(key: string): void {
    this.database.transaction(() =>
      this.database
        .prepare("UPDATE alert_outbox SET status = 'sending', attempts = attempts + 1 WHERE key = ?")
        .run(key),
    );
  }

  /** Puts back what was being sent when the process ended, and says how many. Only while nothing is being sent. */
  takeBack(): number {
    return this.database.transaction(() =>
      Number(
        this.database.prepare("UPDATE alert_outbox SET status = 'waiting' WHERE status = 'sending'").run().changes,
      ),
    );
  }

  /** Puts one back that was not tried after all. */
  release(key: string): void {
    this.database.transaction(() =>
      this.database
        .prepare(
          "UPDATE alert_outbox SET status = 'waiting', attempts = attempts - 1 WHERE key = ? AND status = 'sending'",
        )
        .run(key),
    );
  }

  /** Records what the receiver said to a message that it took. */
  delivered(key: string, channel: string, answer: string): void {
    this.database.transaction(() => {
      this.deliveries.add(key, channel, "delivered", answer);
      this.settle(key, "delivered", null);
    });
  }

  /** Records an attempt that failed and what is tried next. */
  failed(key: string, channel: string, outcome: "retry" | "refused", retry: Retry): void {
    this.database.transaction(() => {
      this.deliveries.add(key, channel, outcome, JSON.stringify(retry.reason));
      this.postpone(key, retry);
    });
  }

  /** Sets what is tried next, without an attempt. */
  postpone(key: string, retry: Retry): void {
    this.database.transaction(() =>
      this.database
        .prepare(
          `UPDATE alert_outbox SET status = 'waiting', position = ?, channel = ?, failures = ?, waited = ?, refused = ?,
             next_at = ?, reason = coalesce(?, reason) WHERE key = ?`,
        )
        .run(
          retry.position,
          retry.channel,
          retry.failures,
          retry.waited,
          JSON.stringify(retry.refused),
          retry.nextAt,
          retry.reason ? JSON.stringify(retry.reason) : null,
          key,
        ),
    );
  }

  /** Gives a message up: it becomes a dead letter. */
  giveUp(key: string, channel: string, outcome: "retry" | "refused", reason: Localized): void {
    this.database.transaction(() => {
      this.deliveries.add(key, channel, outcome, JSON.stringify(reason));
      this.settle(key, "dead", reason);
    });
  }

  private settle(key: string, status: "delivered" | "dead", reason: Localized | null): void {
    const keep = status === "dead";
    this.database
      .prepare(
        `UPDATE alert_outbox SET status = ?1, settled_at = ?2, reason = coalesce(?3, reason),
           notification = CASE WHEN ?4 = 1 THEN notification END, chart = CASE WHEN ?4 = 1 THEN chart END
         WHERE key = ?5`,
      )
      .run(status, this.database.clock.now(), reason && JSON.stringify(reason), keep ? 1 : 0, key);
  }

  /** What nobody has received and nothing more is tried for, oldest first. */
  deadLetters(): OutboxRow[] {
    return this.database
      .prepare(`SELECT ${OUTBOX_COLUMNS} FROM alert_outbox WHERE status = 'dead' ORDER BY at, key`)
      .all()
      .map(outboxRow);
  }

  /** Tries a dead letter again, on all of its channels. Says whether it was one. */
  revive(key: string): boolean {
    const sql = `UPDATE alert_outbox SET status = 'waiting', position = 0, channel = json_extract(channels, '$[0]'),
      failures = 0, waited = 0, refused = '[]', next_at = ?, settled_at = NULL WHERE key = ? AND status = 'dead'`;
    return this.database.transaction(
      () => Number(this.database.prepare(sql).run(this.database.clock.now(), key).changes) > 0,
    );
  }

  /** Gives up a dead letter for good, its text too. Says whether it was one. */
  discard(key: string): boolean {
    const sql = `UPDATE alert_outbox SET status = 'discarded', settled_at = ?, notification = NULL, chart = NULL
      WHERE key = ? AND status = 'dead'`;
    return this.database.transaction(
      () => Number(this.database.prepare(sql).run(this.database.clock.now(), key).changes) > 0,
    );
  }

  /** The messages that told of a case, in order of decision: to whom, by which channel, when, or why not. */
  aboutCase(number: number, openedAt: number): OutboxRow[] {
    return this.database
      .prepare(
        `SELECT ${OUTBOX_COLUMNS} FROM alert_outbox WHERE at >= ?
         AND EXISTS (SELECT 1 FROM json_each(cases) WHERE value = ?) ORDER BY at, key`,
      )
      .all(openedAt, number)
      .map(outboxRow);
  }

  /** How many messages there are of each status; statuses without one are left out. */
  counts(): Partial<Record<OutboxStatus, number>> {
    const rows = this.database
      .prepare("SELECT status, count(*) AS n FROM alert_outbox GROUP BY status ORDER BY status")
      .all() as { status: OutboxStatus; n: number }[];
    return Object.fromEntries(rows.map(({ status, n }) => [status, n]));
  }

  /** What came of each attempt to send a message, in order. */
  attemptsOf(key: string): DeliveryRecord[] {
    return this.deliveries.of(key);
  }

  /** Forgets what was delivered or discarded before an instant (ms), and says how many. */
  expire(before: number): number {
    return this.database.transaction(() =>
      Number(
        this.database
          .prepare("DELETE FROM alert_outbox WHERE status IN ('delivered', 'discarded') AND settled_at < ?")
          .run(before).changes,
      ),
    );
  }
}
