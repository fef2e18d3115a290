import type { Verdict } from "../../core/alert.js";
import type { TrackedCase } from "../../state/alert-cases.js";
import type { Duty } from "../../state/alert-duty.js";
import type { CaseEvent } from "../../state/alert-events.js";
import type { AlertMemory, HeldNotice } from "../../state/alert-memory.js";
import type { NewOutboxRow } from "../../state/alert-outbox.js";
import type { Silence } from "../../state/alert-silences.js";
import type { Subscription } from "../../state/alert-subscriptions.js";
import { type Receiver, Receivers } from "../subscriptions/receivers.js";
import type { Within } from "../subscriptions/scope.js";
import { CaseBook } from "./book.js";
import { compose, type Mail } from "./compose.js";
import { digestDay, digestIsDue, digestOf } from "./digest.js";
import { follow } from "./follow.js";
import { inOrder } from "./in-order.js";
import { followLeftOver, type Judged } from "./left-over.js";
import { mute } from "./mute.js";
import type { Presentation } from "./presentation.js";
import { inRound } from "./round.js";
import type { CaseRule, CaseSettings } from "./settings.js";
import { lapse, type Wanted, wanted } from "./wanted.js";

/** All that a step goes by. */
export interface StepInput {
  /** As AlertCases.forEvaluation() gives them for the groups of the verdicts. */
  cases: readonly TrackedCase[];
  /** Number that the next case gets. */
  nextNumber: number;
  verdicts: readonly Verdict[];
  /** Rules that have looked at all of their groups; empty where that is not known. */
  judged: readonly Judged[];
  /** Every rule that there is, those switched off too. */
  rules: readonly CaseRule[];
  silences: readonly Silence[];
  subscriptions: readonly Subscription[];
  /** Who is on duty at `now`, in the order in which they are called. */
  duty: readonly Duty[];
  memory: AlertMemory;
  held: readonly HeldNotice[];
  /** ms since the epoch. */
  now: number;
  settings: CaseSettings;
  within?: Within;
  presentation: Presentation;
}

/** What a step changes; all of it is to be committed at once. */
export interface StepResult {
  cases: TrackedCase[];
  events: CaseEvent[];
  outbox: NewOutboxRow[];
  /** Lines that wait for a digest from now on. */
  hold: HeldNotice[];
  /** Receivers whose waiting lines (those given and those of `hold`) are in the outbox now. */
  release: string[];
  memory: AlertMemory;
}

/**
 * One step in the life of all cases: what the verdicts make of them, what has run out meanwhile, who is told of what. A
 * pure function: the same input gives the same result, in whatever order verdicts come; a step that was not committed
 * can be made again. Without verdicts only time goes on: nothing is opened and nothing is over by it.
 */
export function step(input: StepInput): StepResult {
  const { now, settings, presentation } = input;
  const rules = new Map(input.rules.map((rule) => [rule.id, rule]));
  const book = new CaseBook(input.cases, input.nextNumber, now);
  const verdicts = inOrder(input.verdicts.filter(({ ruleId }) => rules.get(ruleId)?.enabled));
  for (const keyed of verdicts) follow(book, keyed, rules.get(keyed.verdict.ruleId) as CaseRule, settings);
  followLeftOver(book, verdicts, input.judged, rules, settings);
  lapse(book);
  mute(book, input.silences, rules);

  const receivers = new Receivers({
    subscriptions: input.subscriptions,
    duty: input.duty,
    rules,
    settings,
    ...(input.within && { within: input.within }),
  });
  const round = inRound(wanted(book, rules, settings), input.memory, now, settings);
  const mails = address(book, round.wanted, receivers);
  const outbox: NewOutboxRow[] = [];
  const hold: HeldNotice[] = [];
  const subscribed = new Set(input.subscriptions.map(({ account }) => `account:${account}`));
  const told = Object.fromEntries(Object.entries(input.memory.told).filter(([id]) => subscribed.has(id)));
  for (const mail of mails) {
    const composed = compose(mail, now, settings, presentation);
    outbox.push(...composed.outbox);
    hold.push(...composed.held);
    for (const { receiver, cases } of composed.outbox) {
      if (subscribed.has(receiver)) told[receiver] = (told[receiver] ?? 0) + cases.length;
    }
  }

  const judged = input.judged.length > 0 || input.verdicts.some(({ state }) => state !== "unknown");
  const { roundAt, roundCases, judgedAt, ...rest } = input.memory;
  const lastJudged = judged ? now : judgedAt;
  const memory: AlertMemory = {
    ...rest,
    told,
    ...(round.roundAt !== undefined && { roundAt: round.roundAt, roundCases: round.roundCases ?? 0 }),
    ...(lastJudged !== undefined && { judgedAt: lastJudged }),
  };
  const daily = digests(input, book, receivers, memory, [...input.held, ...hold]);
  return {
    cases: book.changed(),
    events: book.events,
    outbox: [...outbox, ...daily.outbox],
    hold,
    release: daily.release,
    memory: daily.memory,
  };
}

/** Gives each receiver its mail, and remembers of each case who is told; of one that is nobody's, that nobody is. */
function address(book: CaseBook, all: readonly Wanted[], receivers: Receivers): Mail[] {
  const mails = new Map<string, Mail>();
  for (const item of all) {
    const found = receivers.of(item);
    if (found.length === 0) {
      if (item.kind === "recovered") book.remember(item.alert, { owesRecovery: undefined, toldLevel: undefined });
      else if (!item.alert.memory.nobody) book.note(book.remember(item.alert, { nobody: true }), "nobody");
      continue;
    }
    const alert = markTold(book, item, found);
    for (const receiver of found) {
      // An escalation may go by another channel than the rest.
      const place = JSON.stringify([receiver.id, receiver.channels]);
      const mail = mails.get(place) ?? { receiver, items: [] };
      mails.set(place, mail);
      mail.items.push({ ...item, alert });
    }
  }
  return [...mails.values()];
}

function markTold(book: CaseBook, { kind, alert }: Wanted, found: readonly Receiver[]): TrackedCase {
  const { memory } = alert;
  const notices = memory.notices + 1;
  book.note(alert, "told", { kind, level: alert.level, receivers: found.length });
  if (kind === "recovered") {
    return book.remember(alert, { notices, owesRecovery: undefined, toldLevel: undefined });
  }
  const common = {
    notices,
    toldLevel: alert.level,
    lastToldAt: book.now,
    lastToldLevel: alert.level,
    waitsSince: book.now,
    lapsed: undefined,
    nobody: undefined,
  };
  if (kind !== "escalation") return book.remember(alert, common);
  const called = found.flatMap(({ id }) => (id.startsWith("account:") ? [id.slice("account:".length)] : []));
  book.note(alert, "escalated", { to: found.map(({ id }) => id) });
  return book.remember(
    { ...alert, escalations: alert.escalations + 1 },
    { ...common, called: [...new Set([...(memory.called ?? []), ...called])] },
  );
}

/** The digests and heartbeats that are due. */
function digests(
  { subscriptions, now, settings }: StepInput,
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
