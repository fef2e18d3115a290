import type { TrackedCase } from "../../state/alert-cases.js";
import type { CaseEvent, CaseEventKind } from "../../state/alert-events.js";

/** The cases during one step: what is known, what has changed, what has happened. Starts from copies, changes nothing else. */
export class CaseBook {
  readonly events: CaseEvent[] = [];
  private readonly cases = new Map<number, TrackedCase>();
  private readonly latestOf = new Map<string, number>();
  private readonly changes = new Set<number>();

  /**
   * @param next number of the next case
   * @param now ms since the epoch. What is remembered from a time still to come was written by a clock that was wrong,
   * and is taken to be of now: nothing waits for the clock to get there again
   */
  constructor(
    cases: readonly TrackedCase[],
    private next: number,
    readonly now: number,
  ) {
    for (const one of [...cases].sort((a, b) => a.number - b.number)) {
      this.cases.set(one.number, one);
      this.latestOf.set(placeOf(one.ruleId, one.memory.groupKey), one.number);
      const { lastToldAt = now, waitsSince = now } = one.memory;
      if (lastToldAt > now || waitsSince > now) this.remember(one, timesUpTo(one, now));
    }
  }

  /** The latest case of a rule and group. */
  latest(ruleId: string, groupKey: string): TrackedCase | undefined {
    const number = this.latestOf.get(placeOf(ruleId, groupKey));
    return number === undefined ? undefined : this.cases.get(number);
  }

  /** In order of number. */
  all(): TrackedCase[] {
    return [...this.cases.values()];
  }

  takeNumber(): number {
    return this.next++;
  }

  /** Adds a case or replaces it. */
  put(one: TrackedCase): TrackedCase {
    this.cases.set(one.number, one);
    this.latestOf.set(placeOf(one.ruleId, one.memory.groupKey), one.number);
    this.changes.add(one.number);
    return one;
  }

  /** Replaces what is remembered of a case; what is undefined is forgotten. */
  remember(one: TrackedCase, memory: { [K in keyof TrackedCase["memory"]]?: TrackedCase["memory"][K] | undefined }) {
    const merged = Object.entries({ ...one.memory, ...memory }).filter(([, value]) => value !== undefined);
    return this.put({ ...one, memory: Object.fromEntries(merged) as unknown as TrackedCase["memory"] });
  }

  note(one: TrackedCase, kind: CaseEventKind, details?: Readonly<Record<string, unknown>>): void {
    this.events.push({ case: one.number, kind, by: "machine", at: this.now, ...(details && { details }) });
  }

  /** The cases that are new or different, in order of number. */
  changed(): TrackedCase[] {
    return [...this.changes].sort((a, b) => a - b).map((number) => this.cases.get(number) as TrackedCase);
  }
}

function placeOf(ruleId: string, groupKey: string): string {
  return `${ruleId}\0${groupKey}`;
}

function timesUpTo({ memory }: TrackedCase, now: number): { lastToldAt?: number; waitsSince?: number } {
  return {
    ...(memory.lastToldAt !== undefined && { lastToldAt: Math.min(memory.lastToldAt, now) }),
    ...(memory.waitsSince !== undefined && { waitsSince: Math.min(memory.waitsSince, now) }),
  };
}
