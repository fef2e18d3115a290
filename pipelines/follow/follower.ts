import { setTimeout as wait } from "node:timers/promises";
import { DependencyError, type MinyiError } from "../../core/errors.js";
import { Zone } from "../../core/zone.js";
import type { PipelineContext } from "../context.js";
import { closeFailed, describePlan } from "../run.js";
import type { RunListeners } from "../run-options.js";
import type { PlanDescription } from "../runners/analysis-host.js";
import type { Exclusive } from "../schedule/exclusive.js";
import { collectSource } from "../steps/collect.js";
import { StepFailed } from "../steps/step.js";
import { FollowSession } from "./session.js";
import { pauseAfter, Turn } from "./turn.js";

export interface FollowOptions extends Omit<RunListeners, "onProgress"> {
  /** Only these sources; default: all. */
  sources?: readonly string[];
  /** What shares the work with the runs of schedules, one at a time. */
  exclusive: Exclusive;
  /** Told once when a source (or, without one, what everything stands on) fails, and not again until it was back. */
  onTrouble?: (error: MinyiError, source?: string) => void;
  onBack?: (source?: string) => void;
}

/** Batches that a source of pushed messages gives in one turn. */
const TURN_BATCHES = 4;

/** Longest pause before another try while store, state or queue is down, ms. */
const LONGEST_OUTAGE_PAUSE = 60_000;

/** ms after which it is looked whether a new day has begun. */
const LONGEST_REST = 60_000;

/** ms after the signal within which following ends, whatever is under way: it would be read again (R2). */
const END_WITHIN = 8_000;

/**
 * Takes what arrives as it arrives, from every source in turn, until the signal: a batch is whatever has come, however
 * little. Hardly anything that fails ends it: a source is tried again, and so is what everything stands on.
 */
export class Follower {
  private readonly turns: Turn[];
  private session: FollowSession | undefined;
  private outage = { failures: 0, until: 0 };
  private signal: AbortSignal | undefined;
  private woken: (() => void) | undefined;
  private pushing = false;
  /** When each source was last read to its end, ms since the epoch. */
  readonly reads = new Map<string, number>();

  constructor(
    private readonly context: PipelineContext,
    private readonly options: FollowOptions,
  ) {
    const { sources } = context.config;
    this.turns = sources
      .filter(({ name }) => options.sources?.includes(name) ?? true)
      .map((source) => new Turn(source));
  }

  /** Something was pushed: it is looked at now. */
  wake(): void {
    for (const turn of this.turns) if (turn.source.type === "push") turn.soon();
    this.woken?.();
  }

  /**
   * Takes what was pushed while something longer has the floor: to be awaited between two of its batches and while it
   * waits, so that neither a file of a million records nor a server that does not answer delays a message for long.
   */
  readonly between = async (): Promise<void> => {
    if (this.session === undefined || this.pushing) return;
    this.pushing = true;
    try {
      for (const turn of this.turns) if (turn.source.type === "push" && this.isDue(turn)) await this.take(turn);
    } finally {
      this.pushing = false;
    }
  };

  /**
   * Follows until the signal and then ends within ten seconds.
   * @throws MinyiError when the analyzers cannot be opened; DependencyError when another process has taken the work over;
   * any error that is a defect.
   */
  async run(signal: AbortSignal): Promise<void> {
    this.signal = signal;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      const begin = () => {
        this.woken?.();
        timer = setTimeout(resolve, END_WITHIN);
      };
      if (signal.aborted) begin();
      else signal.addEventListener("abort", begin, { once: true });
    });
    const following = this.follow(signal);
    try {
      await Promise.race([following, late]);
    } finally {
      // What is left to itself fails as soon as its store is closed; nobody is interested any more.
      following.catch(() => undefined);
      clearTimeout(timer);
    }
  }

  private async follow(signal: AbortSignal): Promise<void> {
    const { state, config } = this.context;
    const description = await this.describe(signal);
    if (description === undefined) return;
    for (const warning of description.warnings) this.options.onWarning?.(warning);
    for (const killed of state.runs.abandoned()) state.runs.finish(killed.runId, "interrupted");
    const zone = new Zone(config.timezone);
    const start = {
      kind: "follow",
      trigger: "follow",
      sources: this.turns.map(({ source }) => source.name),
      versions: description.versions,
      engine: description.engine,
      config: this.context.configHash,
    };
    this.session = new FollowSession(this.context, start, (instant) => zone.dayOf(instant), this.options.onStart);
    try {
      while (!signal.aborted) {
        for (const turn of this.turns) {
          if (signal.aborted) break;
          if (this.isDue(turn)) await this.options.exclusive.run(() => this.take(turn));
        }
        await this.rest();
      }
      this.session.finish("done");
    } catch (error) {
      if (this.session.open !== undefined) closeFailed(state, this.session.open, error);
      throw error;
    } finally {
      this.session = undefined;
    }
  }

  /** What it will be done with; asked for until the queue answers, undefined when the signal comes before. */
  private async describe(signal: AbortSignal): Promise<PlanDescription | undefined> {
    while (!signal.aborted) {
      try {
        return await describePlan(this.context.runner);
      } catch (error) {
        if (!(error instanceof DependencyError)) throw error;
        this.down(error);
        await this.rest();
      }
    }
    return undefined;
  }

  private isDue(turn: Turn): boolean {
    const now = performance.now();
    return now >= turn.next && now >= this.outage.until;
  }

  /** One turn of a source. Only what ends following is thrown. */
  private async take(turn: Turn): Promise<void> {
    const { source } = turn;
    const { session, signal, options } = this;
    if (session === undefined || signal === undefined || signal.aborted) return;
    const push = source.type === "push";
    const before = performance.now();
    try {
      const done = await collectSource(source, this.context, session.current(), {
        ...options,
        signal,
        recordsBefore: session.records(source.name),
        ...(push ? { maxBatches: TURN_BATCHES } : { between: this.between }),
      });
      session.add(source.name, done);
      this.succeeded(turn, done.exhausted, performance.now() - before);
    } catch (error) {
      if (error instanceof StepFailed) this.sourceFailed(turn, error.fault);
      else if (error instanceof DependencyError && !this.context.fence?.isLost) this.down(error);
      else throw error;
    }
  }

  private succeeded(turn: Turn, exhausted: boolean, took: number): void {
    if (this.outage.failures > 0) {
      this.outage = { failures: 0, until: 0 };
      this.options.onBack?.();
    }
    if (turn.failing) this.options.onBack?.(turn.source.name);
    if (exhausted) this.reads.set(turn.source.name, this.context.clock.now());
    turn.done(performance.now(), exhausted, took);
  }

  private sourceFailed(turn: Turn, fault: MinyiError): void {
    if (!turn.failing) this.options.onTrouble?.(fault, turn.source.name);
    turn.failed(performance.now());
  }

  private down(error: DependencyError): void {
    this.outage.failures++;
    this.outage.until = performance.now() + pauseAfter(this.outage.failures, LONGEST_OUTAGE_PAUSE);
    if (this.outage.failures === 1) this.options.onTrouble?.(error);
  }

  /** Until the next turn, or until woken. */
  private async rest(): Promise<void> {
    const next = Math.min(performance.now() + LONGEST_REST, ...this.turns.map((turn) => turn.next));
    const ms = Math.max(next, this.outage.until) - performance.now();
    if (ms <= 0) return;
    const stop = new AbortController();
    this.woken = () => stop.abort();
    if (this.signal?.aborted) stop.abort();
    await wait(ms, undefined, { signal: stop.signal }).catch(() => undefined);
    this.woken = undefined;
  }
}
