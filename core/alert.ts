import type { Dimension } from "./store.js";

/** How urgent an alert is, in order: 蓝 blue · 黄 yellow · 橙 orange · 红 red. Documents have a severity instead. */
export const ALERT_LEVELS = ["blue", "yellow", "orange", "red"] as const;
export type AlertLevel = (typeof ALERT_LEVELS)[number];

/** What a rule looks at together: one value per dimension that it groups by, in the rule's order; `issue` is an issue's id. */
export type AlertGroup = { readonly [K in Dimension | "issue"]?: string };

/** A stretch of time that was judged: whole buckets, `to` exclusive, both instants. */
export interface AlertWindow {
  from: string;
  to: string;
}

/** What was seen in a group and window, in figures that can be checked. All counts are integers. */
export interface Observation {
  /** What was measured: a count of messages, a share of negative ones in permille, a mean score in thousandths, a heat. */
  measure: "count" | "negativeShare" | "meanScore" | "severe" | "heat" | "messages";
  /** The value, in the unit of the measure. */
  value: number;
  /** Messages in the window, of any kind. */
  n: number;
  /** What was to be expected, where a baseline was asked: middle and the bounds of the usual range, in the unit of the measure. */
  expected?: { middle: number; low: number; high: number };
  /** Value that the rule compares with, where it has a fixed one. */
  limit?: number;
  /** Probability of so much by chance, after correction for how many series were looked at; in parts per million. */
  chancePpm?: number;
  /** First instant from which it has been like this, where that is known. */
  since?: string;
}

/**
 * What a rule says of one group at one time. `firing`: its condition holds · `ok`: it does not · `unknown`: it cannot
 * be judged (too little history, data not in yet, too few messages), `why` says why.
 */
export interface Verdict {
  ruleId: string;
  group: AlertGroup;
  window: AlertWindow;
  state: "firing" | "ok" | "unknown";
  level: AlertLevel;
  observations: Observation[];
  /** Document ids that show it best, masked ones, at most three; only for `firing`. */
  documents: string[];
  /** Why it is as it is, in one sentence that an official can check. */
  why: { zh: string; en: string };
}

/** A case's life: see alerts/cases. */
export const CASE_STATUSES = ["pending", "firing", "acknowledged", "resolved"] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];

/** What became of a case by the word of a person: was the alert right, was it dealt with. */
export const CASE_OUTCOMES = ["true", "false", "handled"] as const;
export type CaseOutcome = (typeof CASE_OUTCOMES)[number];

/** One matter that a rule raised for one group, from its first firing to its end. */
export interface AlertCase {
  /** Number that people quote, growing from 1; unique in this installation. */
  number: number;
  /** Hash of rule, group and the window of the first firing: the same finding never makes two cases. */
  id: string;
  ruleId: string;
  /** The rule's title and owner when the case was opened: a later edit of the rule does not rewrite it. */
  title: string;
  group: AlertGroup;
  level: AlertLevel;
  status: CaseStatus;
  /** Instants. */
  openedAt: string;
  firedAt?: string;
  acknowledgedAt?: string;
  resolvedAt?: string;
  /** Account that acknowledged it, and until when that account answers for it. */
  acknowledgedBy?: string;
  deadline?: string;
  outcome?: CaseOutcome;
  /** The latest verdict that it stands on. */
  verdict: Verdict;
  /** How often it was escalated for want of an acknowledgement. */
  escalations: number;
}

/** Why a message goes out. */
export const NOTIFICATION_KINDS = [
  "firing",
  "level-up",
  "reminder",
  "escalation",
  "recovered",
  "storm",
  "digest",
  "heartbeat",
  "test",
] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** One line about one case in a notification. */
export interface NotifiedCase {
  number: number;
  title: string;
  level: AlertLevel;
  /** The group in words: 环境保护 · 城东区. */
  where: string;
  sentence: string;
  /** Masked texts of up to three messages, cut to 80 characters. */
  quotes: string[];
  /** Address of the page about it; absent where no dashboard is configured. */
  link?: string;
  /** Signed, expiring address by which the receiver acknowledges it. */
  acknowledge?: string;
}

/** What a channel is asked to send: made once, kept in the outbox until it is delivered. */
export interface Notification {
  /** The same for every attempt: receivers fold repeats by it. */
  key: string;
  kind: NotificationKind;
  level: AlertLevel;
  /** Instant at which it was decided. */
  at: string;
  title: string;
  cases: NotifiedCase[];
  /** How many more cases there are that are not listed. */
  more: number;
  /** Language of the words around. */
  language: "zh" | "en";
  /** PNG of the trend line, where the channel can show one. */
  chart?: Uint8Array;
}

/**
 * What came of one attempt. `retry`: the receiver is away or busy, try again (not before `afterMs` where it said so) ·
 * `refused`: it will never take this, as it is.
 */
export type Delivery =
  | { outcome: "delivered" /** The receiver's own word, decoded, without secrets. */; answer: string }
  | { outcome: "retry"; reason: { zh: string; en: string }; afterMs?: number }
  | { outcome: "refused"; reason: { zh: string; en: string } };

/** One way out: see alerts/channels. */
export interface AlertChannel {
  readonly name: string;
  readonly type: string;
  /** Sends in one or several parts, within the receiver's limits. Never throws for what the receiver does. */
  send(notification: Notification, signal: AbortSignal): Promise<Delivery>;
}
