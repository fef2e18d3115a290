import type { PipelineContext } from "../context.js";
import type { RunOptions } from "../run-options.js";
import { alerts } from "./alerts.js";
import { collectSteps } from "./collect.js";
import { housekeeping } from "./housekeeping.js";
import { issues } from "./issues.js";
import { retention } from "./retention.js";
import type { Step } from "./step.js";
import { summaries } from "./summaries.js";
import { verify } from "./verify.js";

/** The steps of a run in their order; a new step joins by one line here. */
export function stepsOf(context: PipelineContext, options: RunOptions): Step[] {
  const job = options.job ?? "nightly";
  const wanted = context.config.sources.filter(({ name }) => options.sources?.includes(name) ?? true);
  const { enabled, summary } = context.config.issues;
  const steps: Step[] = [
    ...collectSteps(wanted), //
    ...(enabled ? [issues] : []),
    ...(enabled && summary !== undefined ? [summaries] : []),
    ...(context.config.alerts.enabled ? [alerts] : []),
    retention,
    housekeeping,
    verify,
  ];
  return steps.filter(({ jobs }) => jobs.includes(job));
}
