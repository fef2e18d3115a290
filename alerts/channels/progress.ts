/** Messages that are remembered; more are under way at the same time in no office. */
const REMEMBERED = 1_000;

/**
 * What of a message has arrived already: parts, receivers. A message that failed half-way goes on where it stopped
 * instead of repeating itself. Kept in memory: after a restart a message starts anew, under its old number.
 */
export class Progress {
  private readonly done = new Map<string, Set<string>>();

  has(key: string, unit: string): boolean {
    return this.done.get(key)?.has(unit) ?? false;
  }

  add(key: string, unit: string): void {
    const units = this.done.get(key) ?? new Set();
    units.add(unit);
    this.done.delete(key);
    this.done.set(key, units);
    if (this.done.size > REMEMBERED) this.done.delete(this.done.keys().next().value as string);
  }

  /** Everything of a message has arrived. */
  finish(key: string): void {
    this.done.delete(key);
  }
}
