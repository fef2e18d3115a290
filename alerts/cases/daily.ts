import type { AlertMemory, HeldNotice } from "../../state/alert-memory.js";
import type { NewOutboxRow } from "../../state/alert-outbox.js";
import type { Subscription } from "../../state/alert-subscriptions.js";
import type { Receiver, Receivers } from "../subscriptions/receivers.js";
import type { CaseBook } from "./book.js";
import { digestDay, digestIsDue, digestOf } from "./digest.js";
import type { CaseSettings } from "./settings.js";

/** What a digest goes by. */
export interface Daily {
  subscriptions: readonly Subscription[];
  /** ms since the epoch. */
  now: number;
  settings: CaseSettings;
}

/** The digests and heartbeats that are due, and whose waiting lines are in them. */
export function digests(
  { subscriptions, now, settings }: Daily,
  book: CaseBook,
  receivers: Receivers,
  memory: AlertMemory,
  held: readonly HeldNotice[],
): { outbox: NewOutboxRow[]; release: string[]; memory: AlertMemory } {
  const today = digestDay(now, settings);
  const wantsHeartbeat = new Set(
    subscriptions.filter(({ heartbeat }) => heartbeat).map((one) => `account:${one.account}`),
  );
  const ids = new Set([
    ...subscriptions.map(({ account }) => `account:${account}`),
    ...held.map((one) => one.receiver),
  ]);
  const days = { ...memory.days };
  const told = { ...memory.told };
  const outbox: NewOutboxRow[] = [];
  const release: string[] = [];
  let open: Map<string, number> | undefined;
  for (const id of [...ids].sort()) {
    const receiver = receivers.byId(id) ?? onlyOnDuty(id, settings);
    // The first digest is tomorrow's; after a clock that ran ahead, today's counts as sent.
    days[id] = Math.min(days[id] ?? today, today);
    if (!digestIsDue(receiver, { ...memory, days }, now, settings)) continue;
    open ??= openOf(book, receivers);
    const own = held.filter((one) => one.receiver === id);
    const input = { receiver, heartbeat: wantsHeartbeat.has(id), held: own, open: open.get(id) ?? 0 };
    const numbered = { ...memory, digests: memory.digests + outbox.length };
    const row = receiver.channels.length > 0 ? digestOf(input, numbered, now, settings) : undefined;
    if (row) outbox.push(row);
    if (own.length > 0) release.push(id);
    days[id] = today;
    delete told[id];
  }
  return { outbox, release, memory: { ...memory, days, told, digests: memory.digests + outbox.length } };
}

/** Somebody who has no subscription (any more), reached by the office's last resort. */
function onlyOnDuty(id: string, { fallback, language }: CaseSettings): Receiver {
  return { id, channels: fallback, language };
}

/** How many open cases each receiver has been told of, or would be. */
function openOf(book: CaseBook, receivers: Receivers): Map<string, number> {
  const open = new Map<string, number>();
  for (const alert of book.all()) {
    if (alert.status === "resolved" || alert.status === "pending") continue;
    for (const { id } of receivers.of({ kind: "firing", alert })) open.set(id, (open.get(id) ?? 0) + 1);
  }
  return open;
}
