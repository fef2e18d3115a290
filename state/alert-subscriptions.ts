import type { AlertLevel } from "../core/alert.js";
import { UsageError } from "../core/errors.js";
import type { Language } from "../core/localized.js";
import type { StateDatabase } from "./database.js";

/** What an official is told of, and how. Lists that are absent set no bounds; values within a list are joined by "or". */
export interface Subscription {
  /** Account of the official. */
  account: string;
  /** Districts or streets. */
  areas?: string[];
  /** Topics of any level of the taxonomy. */
  topics?: string[];
  departments?: string[];
  levels?: AlertLevel[];
  /** Names of channels, the first one that works is used. */
  channels: string[];
  /** Minutes after midnight on the office's wall clock; over midnight where `to` is less than `from`. Only red passes. */
  quiet?: { from: number; to: number };
  language: Language;
  /** Whether the day's notice 「今日无异常」 is wanted. */
  heartbeat: boolean;
}

/** Who gets what: one subscription an account. */
export class AlertSubscriptions {
  constructor(private readonly database: StateDatabase) {}

  /** In order of account. */
  list(): Subscription[] {
    return this.database
      .prepare("SELECT body FROM alert_subscriptions ORDER BY account")
      .all()
      .map((row) => JSON.parse((row as { body: string }).body) as Subscription);
  }

  get(account: string): Subscription | undefined {
    const row = this.database.prepare("SELECT body FROM alert_subscriptions WHERE account = ?").get(account) as
      | { body: string }
      | undefined;
    return row && (JSON.parse(row.body) as Subscription);
  }

  /**
   * Adds a subscription, or replaces the account's.
   * @throws UsageError when it has no account or no channel
   */
  save(subscription: Subscription): void {
    if (subscription.account.trim() === "" || subscription.channels.length === 0) {
      throw new UsageError(
        { zh: "订阅须有账号和至少一个渠道", en: "A subscription needs an account and at least one channel" },
        {
          fix: {
            zh: "请写出账号，以及 alerts.channels 中的渠道名。",
            en: "Give an account and the names of channels of alerts.channels.",
          },
        },
      );
    }
    this.database.transaction(() =>
      this.database
        .prepare("INSERT INTO alert_subscriptions VALUES (?, ?) ON CONFLICT DO UPDATE SET body = excluded.body")
        .run(subscription.account, JSON.stringify(subscription)),
    );
  }

  /** Says whether there was one. */
  remove(account: string): boolean {
    return this.database.transaction(
      () => Number(this.database.prepare("DELETE FROM alert_subscriptions WHERE account = ?").run(account).changes) > 0,
    );
  }
}
