import type { SourceConfig } from "../../config/schema.js";

/** How long a push source is left alone, ms; whoever receives in this process wakes the follower earlier. */
const PUSH_EVERY = 250;
const FILES_EVERY = 10_000;

/** Longest pause between two turns of a source that has more to give, ms. */
const LONGEST_BREATH = 250;

/** Pauses after failures in a row: each twice as long as the one before, up to five minutes. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 300_000;

/** The pause in ms after so many failures in a row (from 1). */
export function pauseAfter(failures: number, longest = LONGEST_PAUSE): number {
  return Math.min(longest, FIRST_PAUSE * 2 ** Math.min(failures - 1, 30));
}

/** How often a source is looked at, ms. */
export function everyOf(source: SourceConfig): number {
  if (source.type === "push") return PUSH_EVERY;
  return "every" in source ? Number(source.every) * 60_000 : FILES_EVERY;
}

/** When a source's next turn is. Times are those of a clock that never goes back. */
export class Turn {
  private at = 0;
  private freeAt = 0;
  private failures = 0;

  constructor(readonly source: SourceConfig) {}

  get next(): number {
    return this.at;
  }

  get failing(): boolean {
    return this.failures > 0;
  }

  /** Something is there: it has its turn now, or after a pause as long as its last turn was, so that where turns are slow more is taken in each. */
  soon(): void {
    if (!this.failing) this.at = Math.min(this.at, this.freeAt);
  }

  /** It was read, which took so many ms; `exhausted`: to its end. */
  done(now: number, exhausted: boolean, took: number): void {
    this.failures = 0;
    this.freeAt = now + Math.min(took, LONGEST_BREATH);
    this.at = exhausted ? now + everyOf(this.source) : 0;
  }

  failed(now: number): void {
    this.failures++;
    this.at = now + Math.max(everyOf(this.source), pauseAfter(this.failures));
  }
}
