import { setTimeout as wait } from "node:timers/promises";
import type { AlertChannel, Delivery } from "../../core/alert.js";
import type { Clock } from "../../core/clock.js";
import { crashPoint } from "../../core/crash-point.js";
import type { OutboxRow } from "../../state/alert-outbox.js";
import type { State } from "../../state/state.js";
import { isPaced } from "../channels/pace.js";
import { attempt } from "./attempt.js";
import { Breaker } from "./breaker.js";
import { HORIZON, nextTry, otherChannel } from "./next-try.js";
import type { DeliverySettings } from "./settings.js";

export interface DeliveryOptions {
  state: { alerts: Pick<State["alerts"], "outbox"> };
  clock: Clock;
  /** A configured channel by name; undefined when there is none. */
  channels: (name: string) => AlertChannel | undefined;
  settings: DeliverySettings;
  /** 0 … 1, for jitter. */
  random?: () => number;
}

/** How many rows of a channel that is left alone are looked at for another way. */
const MOVED = 100;

/**
 * Sends what is in the outbox until it is delivered or given up. An attempt is on record before it is made, its outcome
 * after: a kill in between makes it be made once more, with the same key. One worker a state at a time.
 */
export class DeliveryWorker {
  private readonly breaker: Breaker;
  private readonly busy = new Map<string, Promise<void>>();
  private failure: { error: unknown } | undefined;

  constructor(private readonly options: DeliveryOptions) {
    this.breaker = new Breaker(options.settings);
  }

  /**
   * Sends all that is due now, once or as often as it comes due at this moment.
   * @throws DependencyError when the state cannot be written; what was under way is sent again the next time
   */
  async drain(signal: AbortSignal): Promise<void> {
    if (this.busy.size === 0) this.options.state.alerts.outbox.takeBack();
    while (!signal.aborted) {
      this.start(signal);
      if (this.busy.size === 0) break;
      await Promise.race(this.busy.values());
      this.throwFailure();
    }
    await this.settle();
  }

  /** Sends what comes due until it is told to stop; then ends within the grace and what a channel needs to let go. */
  async run(signal: AbortSignal): Promise<void> {
    const { settings, state } = this.options;
    state.alerts.outbox.takeBack();
    while (!signal.aborted) {
      this.start(signal);
      const pause = wait(settings.poll, undefined, { signal }).catch(() => undefined);
      await Promise.race([...this.busy.values(), pause]);
      this.throwFailure();
    }
    await this.settle();
  }

  private async settle(): Promise<void> {
    await Promise.all(this.busy.values());
    this.throwFailure();
  }

  private throwFailure(): void {
    if (this.failure) throw this.failure.error;
  }

  /** Starts an attempt on every channel that has something due and is free, as many as may run at once. */
  private start(signal: AbortSignal): void {
    const { settings, clock, state } = this.options;
    for (const channel of state.alerts.outbox.waitingChannels()) {
      if (this.busy.size >= settings.concurrency) return;
      if (this.busy.has(channel)) continue;
      const now = clock.now();
      if (!this.breaker.allows(channel, now)) {
        this.moveAway(channel, now);
        continue;
      }
      const [row] = state.alerts.outbox.due(channel, now, HORIZON, 1);
      if (!row) continue;
      const sending = this.send(row, signal)
        .catch((error: unknown) => {
          this.failure ??= { error };
        })
        .finally(() => this.busy.delete(channel));
      this.busy.set(channel, sending);
    }
  }

  private moveAway(channel: string, now: number): void {
    const { outbox } = this.options.state.alerts;
    for (const row of outbox.due(channel, now, HORIZON, MOVED)) {
      const position = otherChannel(row, (other) => this.breaker.allows(other, now));
      if (position === undefined) continue;
      const { waited, refused } = row;
      outbox.postpone(row.key, {
        position,
        channel: row.channels[position] as string,
        failures: 0,
        waited,
        refused,
        nextAt: now,
      });
    }
  }

  private async send(row: OutboxRow, signal: AbortSignal): Promise<void> {
    const { settings, state, channels } = this.options;
    const { outbox } = state.alerts;
    const { key, channel } = row;
    const notification = outbox.notification(key);
    if (!notification) return;
    crashPoint("before-send");
    outbox.begin(key);
    const way = channels(channel);
    const delivery = way ? await attempt(way, notification, signal, settings) : noSuchChannel(channel);
    crashPoint("after-send");
    // Told to stop, and not known to have arrived: the row says that it was being sent.
    if (delivery === undefined) return;
    if (delivery.outcome === "retry" && signal.aborted) outbox.release(key);
    else this.record(row, delivery);
    crashPoint("after-mark");
  }

  private record(row: OutboxRow, delivery: Delivery): void {
    const { settings, clock, state, random = Math.random } = this.options;
    const { outbox } = state.alerts;
    const { key, channel } = row;
    const now = clock.now();
    if (delivery.outcome === "delivered") {
      this.breaker.succeeded(channel);
      outbox.delivered(key, channel, delivery.answer);
      return;
    }
    if (isPaced(delivery)) {
      const { position, failures, waited, refused } = row;
      outbox.postpone(key, { position, channel, failures, waited, refused, nextAt: now + delivery.afterMs });
      return;
    }
    if (delivery.outcome === "retry") this.breaker.failed(channel, now);
    const next = nextTry(row, delivery, now, random(), settings);
    if ("dead" in next) outbox.giveUp(key, channel, delivery.outcome, next.dead);
    else outbox.failed(key, channel, delivery.outcome, next.retry);
  }
}

function noSuchChannel(name: string): Delivery {
  return {
    outcome: "refused",
    reason: { zh: `配置中没有渠道 ${name}`, en: `There is no channel ${name} in the configuration` },
  };
}
