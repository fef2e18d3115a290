import { ALERT_LEVELS, type Notification } from "../../core/alert.js";
import { hashOf } from "../../core/ids.js";
import { type Localized, say } from "../../core/localized.js";
import type { AlertMemory, HeldNotice } from "../../state/alert-memory.js";
import type { NewOutboxRow } from "../../state/alert-outbox.js";
import { rankOf } from "../levels.js";
import { isQuiet } from "../subscriptions/quiet.js";
import type { Receiver } from "../subscriptions/receivers.js";
import type { CaseSettings } from "./settings.js";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** One receiver, what waits for its digest, and how many cases that it is told of are open. */
export interface DigestInput {
  receiver: Receiver;
  /** Whether it wants to hear that there is nothing to hear. */
  heartbeat: boolean;
  held: readonly HeldNotice[];
  open: number;
}

/** The day whose digest is the latest to be due; day numbers as in core/zone.ts. */
export function digestDay(now: number, settings: CaseSettings): number {
  return settings.zone.dayOf(now - settings.digest.at * MINUTE);
}

/**
 * Whether a receiver's digest is due. One that is held up by quiet hours goes out after them, or in them where it is a
 * whole day late: an office that looks only once a night must be told then.
 */
export function digestIsDue(receiver: Receiver, memory: AlertMemory, now: number, settings: CaseSettings): boolean {
  const late = digestDay(now, settings) - (memory.days[receiver.id] ?? digestDay(now, settings));
  return late >= (isQuiet(receiver.quiet, now, settings.zone) ? 2 : 1);
}

/**
 * The day's message to a receiver: what has waited for it; else, for those who want it, that nothing is wrong, or why
 * that cannot be said. Undefined when there is nothing to say.
 */
export function digestOf(
  { receiver, heartbeat, held, open }: DigestInput,
  memory: AlertMemory,
  now: number,
  settings: CaseSettings,
): NewOutboxRow | undefined {
  if (held.length === 0 && !heartbeat) return undefined;
  const kind = held.length > 0 ? "digest" : "heartbeat";
  const lines = [...held].sort((a, b) => rankOf(b.level) - rankOf(a.level) || a.at - b.at);
  const title = held.length > 0 ? digestTitle(held.length) : heartbeatTitle(receiver, open, memory, now);
  const notification: Notification = {
    key: hashOf("notification", kind, receiver.id, String(memory.digests)),
    kind,
    level: lines[0]?.level ?? ALERT_LEVELS[0],
    at: new Date(now).toISOString(),
    title: say(receiver.language, title),
    cases: lines.slice(0, settings.digestListed).map(({ line }) => line),
    more: Math.max(0, lines.length - settings.digestListed),
    language: receiver.language,
  };
  const cases = [...new Set(lines.map(({ line }) => line.number))];
  return { receiver: receiver.id, channels: [...receiver.channels], cases, urgency: 3, notification };
}

function digestTitle(lines: number): Localized {
  return { zh: `预警每日汇总：${lines} 条`, en: `Alerts of the day: ${lines}` };
}

function heartbeatTitle(receiver: Receiver, open: number, memory: AlertMemory, now: number): Localized {
  if (memory.judgedAt === undefined || now - memory.judgedAt > DAY + 2 * 60 * MINUTE) {
    return {
      zh: "无法确认今日有无异常：过去一天没有完成评估",
      en: "Cannot say whether all is well: nothing was evaluated for a day",
    };
  }
  const told = memory.told[receiver.id] ?? 0;
  if (told === 0 && open === 0) return { zh: "今日无异常", en: "All is well today" };
  return { zh: `过去一天预警 ${told} 条，未结 ${open} 条`, en: `${told} alerts in the past day, ${open} still open` };
}
