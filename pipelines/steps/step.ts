import type { MinyiError } from "../../core/errors.js";
import type { RunStep } from "../../state/runs.js";
import type { PipelineContext } from "../context.js";
import type { Job, RunOptions } from "../run-options.js";

/** What a step works with. */
export interface StepContext {
  readonly context: PipelineContext;
  readonly runId: number;
  readonly options: RunOptions;
}

/** One part of a run, recorded in state under its name. */
export interface Step {
  readonly name: string;
  /** The jobs that it belongs to. */
  readonly jobs: readonly Job[];
  /**
   * Does the work and gives the figures for the record. Stops early, with what it has, when the signal comes.
   * @throws StepFailed when the steps behind it can go on all the same; any other error ends the run.
   */
  run(step: StepContext): Promise<RunStep["details"]>;
}

/** A step could not do its work, which is no concern of the others. */
export class StepFailed extends Error {
  override readonly name = "StepFailed";
  constructor(readonly fault: MinyiError) {
    super(fault.message, { cause: fault });
  }
}
