import { MinyiError } from "../core/errors.js";
import type { Runner } from "../core/runner.js";
import type { Manifest } from "../state/runs.js";
import type { State } from "../state/state.js";
import type { PipelineContext } from "./context.js";
import type { RunOptions } from "./run-options.js";
import type { PlanDescription, PlanFailure } from "./runners/analysis-host.js";
import { stepsOf } from "./steps/registry.js";
import { type Step, type StepContext, StepFailed } from "./steps/step.js";

/**
 * What a run will be made with: analyzers, dictionaries, engine.
 * @throws MinyiError when the analyzers cannot be opened, e.g. a dictionary of the office has a bad line.
 */
export async function describePlan(runner: Runner): Promise<PlanDescription> {
  const description = await runner.run<null, PlanDescription | PlanFailure>({ name: "describe", payload: null });
  if (!("what" in description)) return description;
  const { what, fix, exitCode } = description;
  throw new MinyiError(what, { exitCode, ...(fix && { fix }) });
}

/**
 * Makes the steps of a job one after the other (collect, analyse, fold and index first) and gives the run's manifest.
 * What a killed run has committed stays, and this one goes on from there. A step that fails without harm to the others
 * is recorded as failed in the manifest. When stopped by the signal, what is under way is finished first.
 * @throws DependencyError when store or state cannot be written; the run is then marked as failed where that is possible.
 */
export async function run(context: PipelineContext, options: RunOptions): Promise<Manifest> {
  const { config, state, runner } = context;
  const wanted = config.sources.filter(({ name }) => options.sources?.includes(name) ?? true);
  const description = await describePlan(runner);
  for (const warning of description.warnings) options.onWarning?.(warning);
  for (const killed of state.runs.abandoned()) state.runs.finish(killed.runId, "interrupted");
  const runId = state.runs.start({
    kind: options.job ?? "run",
    trigger: options.trigger,
    sources: wanted.map(({ name }) => name),
    versions: description.versions,
    engine: description.engine,
    config: context.configHash,
  });
  options.onStart?.(runId);
  const aborted = () => options.signal?.aborted === true;
  try {
    for (const step of stepsOf(context, options)) {
      if (aborted()) break;
      await context.fence?.confirm();
      await make(step, { context, runId, options });
    }
    state.runs.finish(runId, aborted() ? "interrupted" : "done");
  } catch (error) {
    closeFailed(state, runId, error);
    throw error;
  }
  return state.runs.manifest(runId) as Manifest;
}

/** Makes one step and records how it went. */
async function make(step: Step, made: StepContext): Promise<void> {
  const { runs } = made.context.state;
  runs.step(made.runId, step.name, "running");
  try {
    const details = await step.run(made);
    runs.step(made.runId, step.name, made.options.signal?.aborted ? "interrupted" : "done", details);
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    runs.step(made.runId, step.name, "failed", {}, error.fault.what);
  }
}

/** Marks a run as failed; when the disk is full even that cannot be written, and the next run finds it unfinished. */
export function closeFailed(state: State, runId: number, error?: unknown): void {
  try {
    state.runs.finish(runId, "failed", error instanceof MinyiError ? error.what : undefined);
  } catch {
    // The error that brought us here is the one to tell.
  }
}
