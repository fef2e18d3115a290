import type { AlertLevel, Notification, NotificationKind } from "../core/alert.js";
import type { Localized } from "../core/localized.js";

/**
 * `waiting` for its next attempt · `sending`: an attempt is under way, or was when the process was killed · `delivered` ·
 * `dead`: given up, a person has to look · `discarded` by a person.
 */
export type OutboxStatus = "waiting" | "sending" | "delivered" | "dead" | "discarded";

export interface NewOutboxRow {
  /** `account:NAME` or `channel:NAME`. */
  receiver: string;
  /** Names of channels in the order in which they are tried; at least one. */
  channels: string[];
  /** Numbers of all cases that it tells of, those not listed in it too. */
  cases: number[];
  /** 0 goes first. */
  urgency: number;
  notification: Notification;
}

/** A message that was decided, as it stands. The text itself is in {@link Outbox.notification}. */
export interface OutboxRow {
  key: string;
  receiver: string;
  kind: NotificationKind;
  level: AlertLevel;
  /** When it was decided, ms since the epoch. */
  at: number;
  channels: string[];
  /** Place in `channels` of the one that is tried, and its name. */
  position: number;
  channel: string;
  /** Attempts on this channel that failed, and attempts in all. */
  failures: number;
  attempts: number;
  /** How long it was made to wait between attempts in all, ms: does not depend on what the clock does. */
  waited: number;
  /** Channels that will never take it. */
  refused: string[];
  /** When the next attempt is due, ms since the epoch. */
  nextAt: number;
  status: OutboxStatus;
  /** Why the last attempt came to nothing. */
  reason?: Localized;
  /** When it was delivered, given up or discarded, ms since the epoch. */
  settledAt?: number;
}

/** What a failed attempt changes. */
export type Retry = Pick<OutboxRow, "position" | "channel" | "failures" | "waited" | "refused" | "nextAt" | "reason">;

interface Row {
  key: string;
  receiver: string;
  kind: NotificationKind;
  level: AlertLevel;
  at: number;
  channels: string;
  position: number;
  channel: string;
  failures: number;
  attempts: number;
  waited: number;
  refused: string;
  next_at: number;
  status: OutboxStatus;
  reason: string | null;
  settled_at: number | null;
}

/** The columns of which {@link outboxRow} makes a row. */
export const OUTBOX_COLUMNS = `key, receiver, kind, level, at, channels, position, channel, failures, attempts, waited, refused, next_at,
  status, reason, settled_at`;

/** A row as the table has it, read. */
export function outboxRow(value: unknown): OutboxRow {
  const row = value as Row;
  return {
    key: row.key,
    receiver: row.receiver,
    kind: row.kind,
    level: row.level,
    at: row.at,
    channels: JSON.parse(row.channels) as string[],
    position: row.position,
    channel: row.channel,
    failures: row.failures,
    attempts: row.attempts,
    waited: row.waited,
    refused: JSON.parse(row.refused) as string[],
    nextAt: row.next_at,
    status: row.status,
    ...(row.reason !== null && { reason: JSON.parse(row.reason) as Localized }),
    ...(row.settled_at !== null && { settledAt: row.settled_at }),
  };
}
