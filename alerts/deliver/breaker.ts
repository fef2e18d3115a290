import type { DeliverySettings } from "./settings.js";

/**
 * Leaves a channel alone that fails again and again, whatever it is sent: after a while one attempt is let through, and
 * decides. (M. Nygard, Release It!, 2nd ed., "Circuit Breaker".) Kept in memory: a new process tries everything anew.
 */
export class Breaker {
  private readonly channels = new Map<string, { failures: number; until: number; wait: number }>();

  constructor(private readonly settings: Pick<DeliverySettings, "breakAfter" | "breakFor" | "longestWait">) {}

  /** Whether a channel may be tried at an instant (ms). */
  allows(channel: string, now: number): boolean {
    const known = this.channels.get(channel);
    // An end further away than the longest wait was set by a clock that was wrong.
    return !known || known.until <= now || known.until > now + this.settings.longestWait;
  }

  succeeded(channel: string): void {
    this.channels.delete(channel);
  }

  failed(channel: string, now: number): void {
    const known = this.channels.get(channel) ?? { failures: 0, until: 0, wait: this.settings.breakFor };
    known.failures++;
    if (known.failures >= this.settings.breakAfter) {
      known.until = now + known.wait;
      known.wait = Math.min(known.wait * 2, this.settings.longestWait);
    }
    this.channels.set(channel, known);
  }
}
