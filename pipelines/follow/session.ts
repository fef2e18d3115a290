import type { RunStart } from "../../state/runs.js";
import type { PipelineContext } from "../context.js";
import { type Collected, collectStepName, degradedDetail } from "../steps/collect.js";

interface Totals {
  records: number;
  /** Of them, those of which a part was made by a fallback. */
  degraded: number;
  /** ms by analyzer, under `<analyzer> ms`. */
  spent: Record<string, number>;
}

/**
 * The record of following in state: one run from the start to local midnight, then the next, so that a day's figures are
 * closed like those of a nightly run.
 */
export class FollowSession {
  private runId: number | undefined;
  private day = 0;
  private readonly totals = new Map<string, Totals>();

  constructor(
    private readonly context: PipelineContext,
    private readonly start: RunStart,
    private readonly dayOf: (instant: number) => number,
    private readonly onStart: ((runId: number) => void) | undefined,
  ) {}

  /** The number of today's run; opens it, and closes yesterday's, when that is due. */
  current(): number {
    const { runs } = this.context.state;
    const today = this.dayOf(this.context.clock.now());
    if (this.runId !== undefined && today !== this.day) this.finish("done");
    if (this.runId === undefined) {
      this.runId = runs.start(this.start);
      this.day = today;
      this.onStart?.(this.runId);
    }
    return this.runId;
  }

  /** The run that is open now, if one is. */
  get open(): number | undefined {
    return this.runId;
  }

  /** Records dealt with from a source in this run. */
  records(source: string): number {
    return this.totals.get(source)?.records ?? 0;
  }

  /** @param done `records` and `degraded`: of this run so far, and of this turn */
  add(source: string, { records, degraded, spent }: Pick<Collected, "records" | "degraded" | "spent">): void {
    const totals = this.totals.get(source) ?? { records: 0, degraded: 0, spent: {} };
    totals.records = records;
    totals.degraded += degraded;
    for (const [name, ms] of Object.entries(spent)) totals.spent[name] = (totals.spent[name] ?? 0) + ms;
    this.totals.set(source, totals);
  }

  /** Closes the run, if one is open. */
  finish(status: "done" | "failed"): void {
    if (this.runId === undefined) return;
    const { state } = this.context;
    const runId = this.runId;
    state.transaction(() => {
      for (const [source, { records, degraded, spent }] of this.totals) {
        state.runs.step(runId, collectStepName(source), "done", { records, ...degradedDetail(degraded), ...spent });
      }
      state.runs.finish(runId, status);
    });
    this.runId = undefined;
    this.totals.clear();
  }
}
