import type { Clock } from "../../core/clock.js";

/** Failures in a row after which the encoder is left alone. */
const MOST = 3;
/** ms after which it is tried again. */
const REST = 60_000;

/** Counts failures: after three in a row nothing is tried for a minute, then one trial decides how it goes on. */
export class Circuit {
  private failures = 0;
  private since = 0;

  constructor(private readonly clock: Clock) {}

  /** Whether a trial is to be left out just now. */
  get open(): boolean {
    return this.failures >= MOST && this.clock.now() - this.since < REST;
  }

  succeeded(): void {
    this.failures = 0;
  }

  failed(): void {
    this.failures++;
    this.since = this.clock.now();
  }
}
