import type { CaseRule, CaseSettings } from "../../../alerts/cases/settings.js";
import { DEFAULT_CASE_SETTINGS } from "../../../alerts/cases/settings.js";
import { type StepInput, type StepResult, step } from "../../../alerts/cases/step.js";
import { ALERT_LEVELS, type AlertGroup, type AlertLevel, type Verdict } from "../../../core/alert.js";
import type { TrackedCase } from "../../../state/alert-cases.js";
import type { CaseEvent } from "../../../state/alert-events.js";
import type { AlertMemory, HeldNotice } from "../../../state/alert-memory.js";
import type { NewOutboxRow } from "../../../state/alert-outbox.js";
import type { Silence } from "../../../state/alert-silences.js";
import type { Subscription } from "../../../state/alert-subscriptions.js";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** A Tuesday, 10:00 in Shanghai. */
export const START = Date.UTC(2026, 2, 3, 2);

export const isoAt = (ms: number): string => new Date(ms).toISOString();

/** A rule that fires at once and counts windows of one hour. */
export function ruleOf(id: string, changes: Partial<CaseRule> = {}): CaseRule {
  return { id, version: "1", title: `规则 ${id}`, enabled: true, holdFor: 0, inhibits: [], ...changes };
}

/** A verdict on the hour that ends at an instant. */
export function verdictOf(
  ruleId: string,
  state: Verdict["state"],
  end: number,
  changes: Partial<Verdict> = {},
): Verdict {
  return {
    ruleId,
    group: { area: "城东区" },
    window: { from: isoAt(end - HOUR), to: isoAt(end) },
    state,
    level: "yellow",
    observations: [{ measure: "count", value: 12, n: 12 }],
    documents: [],
    why: { zh: "一小时 12 件，平常 2 至 5 件", en: "12 in an hour, usually 2 to 5" },
    ...changes,
  };
}

export function subscriptionOf(account: string, changes: Partial<Subscription> = {}): Subscription {
  return { account, channels: [`mail-${account}`], language: "zh", heartbeat: false, ...changes };
}

/** An office in memory: runs steps one after the other, and keeps what the state would keep. */
export class World {
  now = START;
  rules: CaseRule[];
  settings: CaseSettings;
  silences: Silence[] = [];
  subscriptions: Subscription[] = [subscriptionOf("lin")];
  duty: { account: string; rank: number }[] = [];
  cases = new Map<number, TrackedCase>();
  events: CaseEvent[] = [];
  outbox = new Map<string, NewOutboxRow>();
  held = new Map<string, HeldNotice>();
  memory: AlertMemory = { days: {}, digests: 0, told: {} };
  within?: StepInput["within"];

  constructor(rules: CaseRule[], settings: Partial<CaseSettings> = {}) {
    this.rules = rules;
    this.settings = { ...DEFAULT_CASE_SETTINGS, ...settings };
  }

  input(verdicts: readonly Verdict[], judged: StepInput["judged"] = []): StepInput {
    return {
      cases: [...this.cases.values()],
      nextNumber: Math.max(0, ...this.cases.keys()) + 1,
      verdicts,
      judged,
      rules: this.rules,
      silences: this.silences,
      subscriptions: this.subscriptions,
      duty: this.duty.map((one, index) => ({ ...one, number: index + 1, from: 0, to: Number.MAX_SAFE_INTEGER })),
      memory: this.memory,
      held: [...this.held.values()],
      now: this.now,
      settings: this.settings,
      ...(this.within && { within: this.within }),
      presentation: {},
    };
  }

  /** One step; throws when it would send the same message twice. Gives what was said: kind, receiver, case numbers. */
  step(verdicts: readonly Verdict[] = [], judged: StepInput["judged"] = []): string[] {
    return this.commit(step(this.input(verdicts, judged)));
  }

  commit(result: StepResult): string[] {
    // As on its way through the state.
    const made = JSON.parse(JSON.stringify(result)) as StepResult;
    for (const one of made.cases) this.cases.set(one.number, one);
    this.events.push(...made.events);
    for (const row of made.outbox) {
      if (this.outbox.has(row.notification.key)) throw new Error(`key twice: ${row.notification.title}`);
      this.outbox.set(row.notification.key, row);
    }
    for (const notice of made.hold) {
      this.held.set(JSON.stringify([notice.receiver, notice.line.number, notice.kind]), notice);
    }
    for (const [key, { receiver }] of this.held) if (made.release.includes(receiver)) this.held.delete(key);
    this.memory = made.memory;
    return made.outbox.map(said);
  }

  /** A step so much later. */
  after(ms: number, verdicts: readonly Verdict[] = [], judged: StepInput["judged"] = []): string[] {
    this.now += ms;
    return this.step(verdicts, judged);
  }

  case(number: number): TrackedCase {
    return this.cases.get(number) as TrackedCase;
  }

  statuses(): string[] {
    return [...this.cases.values()].map(({ status }) => status);
  }

  eventsOf(number: number): string[] {
    return this.events.filter((event) => event.case === number).map(({ kind }) => kind);
  }
}

/** `firing lin 1,2` */
export function said({ receiver, cases, notification }: NewOutboxRow): string {
  return [notification.kind, receiver.replace("account:", ""), cases.join()].filter(Boolean).join(" ");
}

export const groupOf = (area: string): AlertGroup => ({ area });

export function levelAt(rank: number): AlertLevel {
  return ALERT_LEVELS[rank] as AlertLevel;
}
