import type { Clock } from "../../core/clock.js";
import type { State } from "../../state/state.js";
import { HttpError } from "./http-error.js";

/** A count is used for this long; what came in meanwhile is added to it. */
const FRESH_MS = 500;

/** Keeps the inbox from growing without bound while nothing is analysed. */
export class Pressure {
  private pending = 0;
  private countedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly state: State,
    private readonly sources: readonly string[],
    private readonly limit: number,
    private readonly clock: Clock,
  ) {}

  /** @throws HttpError 429 when more than the configured number of messages wait for analysis. */
  check(): void {
    const now = this.clock.now();
    if (Math.abs(now - this.countedAt) >= FRESH_MS) {
      this.pending = this.sources.reduce((sum, name) => sum + this.state.inbox.pending(name).count, 0);
      this.countedAt = now;
    }
    if (this.pending < this.limit) return;
    throw new HttpError(
      429,
      "inbox_full",
      {
        zh: `待分析的来件已达上限（${this.limit} 条，见 server.maxPending），请稍后重发`,
        en: `as many messages wait for analysis as may wait (${this.limit}, see server.maxPending); send again later`,
      },
      { "retry-after": "10" },
    );
  }

  add(accepted: number): void {
    this.pending += accepted;
  }
}
