import type { Delivery } from "../../core/alert.js";
import type { Clock } from "../../core/clock.js";

/** A bucket: so many sendings at once, one more every so many ms. */
export interface PaceLimits {
  burst: number;
  everyMs: number;
}

/** A delivery that was put off by the channel itself: nothing was sent, and the receiver is not at fault. */
export type PacedDelivery = Extract<Delivery, { outcome: "retry" }> & { afterMs: number; paced: true };

/**
 * A token bucket, so that a storm never gets a robot blocked: in any stretch of time t no more than
 * burst + t / everyMs sendings. A clock that is set back refills nothing.
 */
export class Pace {
  private tokens: number;
  private at: number;

  constructor(
    private readonly clock: Clock,
    private readonly limits: PaceLimits,
  ) {
    this.tokens = limits.burst;
    this.at = clock.now();
  }

  /** Takes that many sendings, all or none. @returns 0 when they were taken, else how long to wait, ms */
  take(sendings: number): number {
    const { burst, everyMs } = this.limits;
    const now = this.clock.now();
    this.tokens = Math.min(burst, this.tokens + Math.max(0, now - this.at) / everyMs);
    this.at = now;
    const wanted = Math.min(sendings, burst);
    if (this.tokens >= wanted) {
      this.tokens -= wanted;
      return 0;
    }
    return Math.ceil((wanted - this.tokens) * everyMs);
  }
}

/** Not now: the channel keeps to its pace. */
export function paced(afterMs: number): PacedDelivery {
  return {
    outcome: "retry",
    reason: { zh: "为不超过对方的频率限制，稍后发送", en: "Put off to keep within the receiver's rate limit" },
    afterMs,
    paced: true,
  };
}

/** Whether it was the channel itself that put a message off: no failure, neither of the message nor of the receiver. */
export function isPaced(delivery: Delivery): delivery is PacedDelivery {
  return "paced" in delivery;
}
