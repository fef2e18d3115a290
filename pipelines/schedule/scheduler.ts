import { EXIT, MinyiError } from "../../core/errors.js";
import type { Manifest } from "../../state/runs.js";
import type { PipelineContext } from "../context.js";
import { run } from "../run.js";
import type { Job, RunListeners } from "../run-options.js";
import { defaultSchedules } from "./defaults.js";
import { type Due, dueNow, nextDue } from "./due.js";
import type { Exclusive } from "./exclusive.js";
import { openTicker } from "./open-ticker.js";
import type { Ticker } from "./ticker.js";

/** How a job ended. `retryAt`: it is tried again then (ms), since what it stands on was down. */
export type Outcome = { manifest: Manifest } | { error: unknown; retryAt?: number };

export interface SchedulerOptions {
  /** What shares the work with following sources, one at a time. */
  exclusive: Exclusive;
  /** Called when a job starts; what its run is to tell on its way. */
  onJob?: (due: Due) => RunListeners;
  onEnd?: (due: Due, outcome: Outcome) => void;
  /** Told what kept the schedules themselves from being looked at; it goes on all the same. */
  onTrouble?: (error: unknown) => void;
}

const MINUTE = 60_000;
/** Other processes change schedules, and clocks are set: so often all is looked at anew. */
const LONGEST_REST = 30_000;
const SHORTEST_REST = 100;
const RETRY_AFTER = 5 * MINUTE;
const RETRIES = 3;
/** With the closing of everything else below ten seconds (R2). */
const END_WITHIN = 8_000;

/** A job that is tried again, since what it stands on was down. */
interface Retry {
  dueAt: number;
  failures: number;
  /** ms since the epoch. */
  at: number;
}

/**
 * Does what is due, one job after the other, from what state knows: an additional or a lost wake-up changes nothing. A
 * job that fails is told of and is due again at its next time; one whose dependency is down is tried again before.
 */
export class Scheduler {
  private readonly stopping = new AbortController();
  private readonly retries = new Map<string, Retry>();
  private timer: NodeJS.Timeout | undefined;
  private ticking: Promise<void> | undefined;
  private again = false;
  private ticker: Promise<Ticker | undefined> | undefined;

  constructor(
    private readonly context: PipelineContext,
    private readonly options: SchedulerOptions,
  ) {}

  /** Adds the default schedules where that was never done, and begins to look at the clock. */
  start(): void {
    const { state, config } = this.context;
    state.schedules.addDefaults(defaultSchedules(config.timezone));
    this.ticker = this.startTicker();
    this.wake();
  }

  /** A second clock, where there is one; without it the own one goes on. */
  private async startTicker(): Promise<Ticker | undefined> {
    const { state, config } = this.context;
    const trouble = (error: unknown) => this.options.onTrouble?.(error);
    try {
      const ticker = await openTicker(config.queue);
      ticker?.start({ schedules: () => state.schedules.list(), tick: () => void this.tick(), trouble });
      return ticker;
    } catch (error) {
      trouble(error);
      return undefined;
    }
  }

  /** Ends within ten seconds; a job under way is asked to stop and is made up for at the next start. */
  async stop(): Promise<void> {
    this.stopping.abort();
    clearTimeout(this.timer);
    const ended = Promise.all([this.ticking, this.ticker?.then((ticker) => ticker?.stop())]);
    let late: NodeJS.Timeout | undefined;
    await Promise.race([ended, new Promise((resolve) => (late = setTimeout(resolve, END_WITHIN)))]);
    clearTimeout(late);
  }

  /** Does everything that is due now; resolves when nothing is left. Never rejects. */
  tick(): Promise<void> {
    this.again = true;
    this.ticking ??= this.work().finally(() => {
      this.ticking = undefined;
    });
    return this.ticking;
  }

  private wake(): void {
    void this.tick().then(() => {
      if (!this.stopping.signal.aborted) this.timer = setTimeout(() => this.wake(), this.rest());
    });
  }

  private async work(): Promise<void> {
    try {
      while (this.again) {
        this.again = false;
        while (this.next() !== undefined) {
          await this.options.exclusive.run(async () => {
            // What was due may have been removed while something else had the floor.
            const due = this.next();
            if (due !== undefined) await this.execute(due);
          });
        }
      }
    } catch (error) {
      this.options.onTrouble?.(error);
    }
  }

  /** ms until something may be due. */
  private rest(): number {
    const now = this.context.clock.now();
    try {
      const instants = this.context.state.schedules.list().map((schedule) => {
        const next = nextDue(schedule, now);
        const retry = this.retries.get(schedule.name);
        return retry?.dueAt === next ? retry.at : next;
      });
      return Math.max(SHORTEST_REST, Math.min(LONGEST_REST, ...instants.map((at) => at - now)));
    } catch (error) {
      this.options.onTrouble?.(error);
      return LONGEST_REST;
    }
  }

  private next(): Due | undefined {
    if (this.stopping.signal.aborted) return undefined;
    const now = this.context.clock.now();
    return dueNow(this.context.state.schedules.list(), now).find(({ schedule, dueAt }) => {
      const retry = this.retries.get(schedule.name);
      // A clock that was set back must not hold a try up for longer than it was to wait.
      return retry?.dueAt !== dueAt || now >= retry.at || now < retry.at - RETRY_AFTER;
    });
  }

  private async execute(due: Due): Promise<void> {
    const { schedules } = this.context.state;
    const { name, job } = due.schedule;
    const listeners = this.options.onJob?.(due) ?? {};
    try {
      const manifest = await run(this.context, {
        ...listeners,
        job: job as Job,
        trigger: `${due.catchUp ? "catch-up" : "schedule"}:${name}`,
        signal: this.stopping.signal,
        onStart: (runId) => {
          schedules.markRun(name, runId);
          listeners.onStart?.(runId);
        },
      });
      // What was interrupted stays due: the next start makes up for it.
      if (manifest.status !== "interrupted") this.done(due);
      this.options.onEnd?.(due, { manifest });
    } catch (error) {
      this.failed(due, error);
    }
  }

  private failed(due: Due, error: unknown): void {
    const { name } = due.schedule;
    const former = this.retries.get(name);
    const failures = former?.dueAt === due.dueAt ? former.failures + 1 : 1;
    const retryAt = this.context.clock.now() + RETRY_AFTER;
    // Should even the mark not get to the disk, the job is not done again at once.
    this.retries.set(name, { dueAt: due.dueAt, failures, at: retryAt });
    const down = error instanceof MinyiError && error.exitCode === EXIT.dependency;
    const stopped = this.stopping.signal.aborted;
    const again = down && failures <= RETRIES && !stopped;
    this.options.onEnd?.(due, { error, ...(again && { retryAt }) });
    if (!again && !stopped) this.done(due);
  }

  private done({ schedule, dueAt }: Due): void {
    this.context.state.schedules.markDue(schedule.name, dueAt);
    this.retries.delete(schedule.name);
  }
}
