import type { AlertLevel } from "../../core/alert.js";
import type { Language } from "../../core/localized.js";
import type { TrackedCase } from "../../state/alert-cases.js";
import type { Duty } from "../../state/alert-duty.js";
import type { Subscription } from "../../state/alert-subscriptions.js";
import type { CaseRule, CaseSettings } from "../cases/settings.js";
import type { Wanted } from "../cases/wanted.js";
import { rankOf } from "../levels.js";
import { scopeOf, type Within } from "./scope.js";
import { subscribed } from "./subscribed.js";

/** Who is told, and how. */
export interface Receiver {
  /** `account:NAME` of an official, `channel:NAME` where a channel is told that is nobody's in particular. */
  id: string;
  channels: readonly string[];
  language: Language;
  quiet?: Subscription["quiet"];
}

/** Everybody who may be told. */
export interface Directory {
  subscriptions: readonly Subscription[];
  /** Who is on duty now, in the order in which they are called. */
  duty: readonly Duty[];
  rules: ReadonlyMap<string, CaseRule>;
  settings: CaseSettings;
  within?: Within;
}

/** Finds who is told of what. */
export class Receivers {
  private readonly accounts: ReadonlyMap<string, Subscription>;
  /** A receiver is one object, however often it is found: a storm finds each of them ten thousand times. */
  private readonly receivers: ReadonlyMap<string, Receiver>;

  constructor(private readonly directory: Directory) {
    this.accounts = new Map(directory.subscriptions.map((one) => [one.account, one]));
    this.receivers = new Map(directory.subscriptions.map((one) => [one.account, byAccount(one)]));
  }

  /**
   * Those who are told of a case, each once, in order of id: officials who have subscribed to such cases, the account
   * that answers for its rule and the channels that it names, from a level on the official on duty; where that is nobody, the office's last resort. A call for
   * an acknowledgement goes to the next on duty instead.
   */
  of({ kind, alert }: Wanted): Receiver[] {
    const called = kind === "escalation" ? this.next(alert) : undefined;
    if (called) return [called];
    const rule = this.directory.rules.get(alert.ruleId);
    const found = new Map<string, Receiver>();
    const add = (receiver: Receiver): void => {
      found.set(receiver.id, receiver);
    };
    const scope = scopeOf(alert.group, rule?.where, this.directory.within);
    for (const one of this.directory.subscriptions) {
      if (subscribed(one, scope, alert.level)) add(this.receivers.get(one.account) as Receiver);
    }
    const owner = this.receivers.get(rule?.owner ?? "");
    if (owner) add(owner);
    for (const channel of rule?.channels ?? []) add(this.byChannel(channel));
    const [first] = this.directory.duty;
    if (first && this.concernsDuty(alert.level)) add(this.onDuty(first.account));
    if (kind === "recovered") {
      for (const account of alert.memory.called ?? []) add(this.byId(`account:${account}`) ?? this.onDuty(account));
    }
    let reachable = [...found.values()].filter(({ channels }) => channels.length > 0);
    if (reachable.length === 0) reachable = this.directory.settings.fallback.map((channel) => this.byChannel(channel));
    const all = reachable.sort((a, b) => (a.id < b.id ? -1 : 1));
    return kind === "escalation" ? all.map((one) => turned(one, alert.escalations + 1)) : all;
  }

  /** A receiver by id; undefined for an account that has no subscription. */
  byId(id: string): Receiver | undefined {
    const name = id.slice(id.indexOf(":") + 1);
    if (id.startsWith("channel:")) return this.byChannel(name);
    return this.receivers.get(name);
  }

  private concernsDuty(level: AlertLevel): boolean {
    return rankOf(level) >= rankOf(this.directory.settings.dutyFrom);
  }

  /** The next on duty; after the last the first again, each time round by the next channel. */
  private next(alert: TrackedCase): Receiver | undefined {
    const reachable = this.directory.duty.map(({ account }) => this.onDuty(account)).filter((one) => one.channels[0]);
    const one = reachable[alert.escalations % reachable.length];
    return one && turned(one, Math.floor(alert.escalations / reachable.length));
  }

  /** Who is on duty has no quiet hours; without a subscription they are reached by the office's last resort. */
  private onDuty(account: string): Receiver {
    const subscription = this.accounts.get(account);
    const { fallback, language } = this.directory.settings;
    return {
      id: `account:${account}`,
      channels: subscription?.channels ?? fallback,
      language: subscription?.language ?? language,
    };
  }

  private byChannel(channel: string): Receiver {
    return { id: `channel:${channel}`, channels: [channel], language: this.directory.settings.language };
  }
}

function byAccount({ account, channels, language, quiet }: Subscription): Receiver {
  return { id: `account:${account}`, channels, language, ...(quiet && { quiet }) };
}

function turned(receiver: Receiver, by: number): Receiver {
  const start = by % receiver.channels.length;
  return { ...receiver, channels: [...receiver.channels.slice(start), ...receiver.channels.slice(0, start)] };
}
