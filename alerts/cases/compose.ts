import type { AlertLevel, Notification, NotificationKind } from "../../core/alert.js";
import { hashOf } from "../../core/ids.js";
import { type Language, say } from "../../core/localized.js";
import type { HeldNotice } from "../../state/alert-memory.js";
import type { NewOutboxRow } from "../../state/alert-outbox.js";
import { isQuiet } from "../subscriptions/quiet.js";
import type { Receiver } from "../subscriptions/receivers.js";
import { lineOf, type Presentation } from "./presentation.js";
import type { CaseSettings } from "./settings.js";
import type { Wanted } from "./wanted.js";

/** One receiver and all that it is to hear at once, the gravest first. */
export interface Mail {
  receiver: Receiver;
  items: Wanted[];
}

/** What goes to the outbox, and what waits for the next digest. */
export interface Composed {
  outbox: NewOutboxRow[];
  held: HeldNotice[];
}

/**
 * Makes messages: one a receiver and kind, or a single one where it would be told of more cases than a storm takes. Low
 * levels wait for the digest; in quiet hours, which who is on duty has none of, all but red does.
 */
export function compose(
  { receiver, items }: Mail,
  now: number,
  settings: CaseSettings,
  presentation: Presentation,
): Composed {
  const quiet = isQuiet(receiver.quiet, now, settings.zone);
  const waits = ({ kind, alert }: Wanted): boolean =>
    settings.digest.levels.includes(alert.level) || (quiet && (alert.level !== "red" || kind === "recovered"));
  const held = items.filter(waits).map(({ kind, alert }) => ({
    receiver: receiver.id,
    kind,
    level: alert.level,
    at: now,
    line: { ...lineOf(alert, receiver.id, receiver.language, presentation), quotes: [] },
  }));
  const told = items.filter((item) => !waits(item));
  if (told.length > settings.storm) {
    return { outbox: [rowOf("storm", { receiver, items: told }, now, settings, presentation)], held };
  }
  const kinds = [...new Set(told.map(({ kind }) => kind))];
  const outbox = kinds.map((kind) => {
    const items = told.filter((item) => item.kind === kind);
    return rowOf(kind, { receiver, items }, now, settings, presentation);
  });
  return { outbox, held };
}

function rowOf(
  kind: NotificationKind,
  { receiver, items }: Mail,
  now: number,
  settings: CaseSettings,
  presentation: Presentation,
): NewOutboxRow {
  const [first] = items as [Wanted];
  const alerts = items.map(({ alert }) => alert);
  const level = first.alert.level;
  const chart = alerts.length === 1 && kind !== "recovered" ? presentation.evidence?.(first.alert)?.chart : undefined;
  // Each telling of a case has a number of its own: the same one twice is the same message.
  const parts = alerts.map((alert) => `${alert.id}/${alert.level}/${alert.memory.notices}`);
  const notification: Notification = {
    key: hashOf("notification", kind, receiver.id, ...parts),
    kind,
    level,
    at: new Date(now).toISOString(),
    title: titleOf(kind, first.alert.title, alerts.length, receiver.language),
    cases: alerts.slice(0, settings.listed).map((alert) => lineOf(alert, receiver.id, receiver.language, presentation)),
    more: Math.max(0, alerts.length - settings.listed),
    language: receiver.language,
    ...(chart && { chart }),
  };
  return {
    receiver: receiver.id,
    channels: [...receiver.channels],
    cases: alerts.map(({ number }) => number),
    urgency: urgencyOf(kind, level),
    notification,
  };
}

/** 0 goes first. */
function urgencyOf(kind: NotificationKind, level: AlertLevel): number {
  if (kind === "escalation" || kind === "level-up" || (level === "red" && kind !== "recovered")) return 0;
  return kind === "firing" || kind === "storm" ? 1 : 2;
}

function titleOf(kind: NotificationKind, first: string, cases: number, language: Language): string {
  if (kind === "storm") {
    return say(language, { zh: `集中预警：${cases} 条`, en: `${cases} alerts at once` });
  }
  if (cases === 1) return first;
  return say(language, { zh: `${first} 等 ${cases} 条`, en: `${first} and ${cases - 1} more` });
}
