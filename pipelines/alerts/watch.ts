import { setTimeout as wait } from "node:timers/promises";
import { advance } from "../../alerts/cases/advance.js";
import { MinyiError } from "../../core/errors.js";
import type { PipelineContext } from "../context.js";
import { caseRules } from "./case-rules.js";
import { caseSettings } from "./case-settings.js";
import { deliveryWorker, officeChannels } from "./deliver.js";
import { judgeAlerts } from "./judge.js";
import { presentationOf } from "./presentation.js";
import { officeRules } from "./rules.js";

export interface WatchOptions {
  /** When sources that are followed were last read to their end, ms since the epoch, as far as they were. */
  reads: () => ReadonlyMap<string, number>;
  /** Told once when rules cannot be judged, and not again until they could. */
  onTrouble?: (error: MinyiError) => void;
  onBack?: () => void;
}

/** How often it is looked whether something came in or ran out, ms: an alert is out well within half a minute. */
const LOOK_EVERY = 5_000;
/** Without anything new rules are judged this often: days end, and silence is news too. */
const JUDGE_EVERY = 10 * 60_000;
/** After a failure, ms. */
const RETRY_AFTER = 30_000;

/** Judges the rules whenever something has come in, and sends what is to be told, beside all other work. */
export class AlertWatch {
  private fresh = true;
  private judgedAt = Number.NEGATIVE_INFINITY;
  private failing = false;

  constructor(
    private readonly context: PipelineContext,
    private readonly options: WatchOptions,
  ) {}

  /** Something new is in the store. */
  readonly changed = (): void => {
    this.fresh = true;
  };

  /**
   * Watches until the signal.
   * @throws any error that is a defect; what a person can mend is told and tried again
   */
  async run(signal: AbortSignal): Promise<void> {
    await Promise.all([this.judging(signal), this.sending(signal)]);
  }

  /** Watches for as long as `work` goes on, and ends with it, whatever happens. */
  async beside(work: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void> {
    const over = new AbortController();
    const watching = this.run(AbortSignal.any([signal, over.signal]));
    try {
      await Promise.race([work(signal), watching.then(() => new Promise<never>(() => undefined))]);
    } finally {
      over.abort();
      await watching;
    }
  }

  /** One look: judges if there is reason to, else only lets time go on (reminders, escalations, digests). */
  async look(): Promise<void> {
    const { context } = this;
    const now = performance.now();
    if (this.fresh || now - this.judgedAt >= JUDGE_EVERY) {
      this.fresh = false;
      this.judgedAt = now;
      await judgeAlerts(context, this.options.reads());
      return;
    }
    const { state, clock, config } = context;
    await advance(
      { verdicts: [], judged: [] },
      {
        state,
        clock,
        rules: caseRules(officeRules(context), config.language),
        settings: caseSettings(config),
        presentation: presentationOf(context),
      },
    );
  }

  private async judging(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const pause = await this.attempt(() => this.look());
      await wait(pause, undefined, { signal }).catch(() => undefined);
    }
  }

  private async sending(signal: AbortSignal): Promise<void> {
    const worker = deliveryWorker(this.context, officeChannels(this.context));
    while (!signal.aborted) {
      const pause = await this.attempt(() => worker.run(signal));
      if (!signal.aborted) await wait(pause, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Does it and gives the pause before the next time. */
  private async attempt(work: () => Promise<void>): Promise<number> {
    try {
      await work();
      if (this.failing) this.options.onBack?.();
      this.failing = false;
      return LOOK_EVERY;
    } catch (error) {
      if (!(error instanceof MinyiError)) throw error;
      if (!this.failing) this.options.onTrouble?.(error);
      this.failing = true;
      this.fresh = true;
      return RETRY_AFTER;
    }
  }
}
