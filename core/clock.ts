/** Where the current time comes from. Everything that needs "now" takes a clock, so tests decide what time it is. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that stands still until it is moved. */
export class FixedClock implements Clock {
  constructor(private at: number) {}
  now(): number {
    return this.at;
  }
  moveTo(at: number): void {
    this.at = at;
  }
  advance(milliseconds: number): void {
    this.at += milliseconds;
  }
}
