import type { Task, TaskError } from "../../core/runner.js";

const TRIES = 3;

/** Waiting for a hung task is dear: it gets fewer tries. */
const TRIES_OF_HUNG = 2;

/** Seconds: a shorter limit would take a busy machine for a hung task. */
const LEAST = 5;

/** After how many tries a task that failed like this is given up. */
export function triesAfter(how: TaskError["how"], task: Pick<Task<unknown, unknown>, "tries">): number {
  const tries = task.tries ?? TRIES;
  return how === "hung" ? Math.min(tries, TRIES_OF_HUNG) : tries;
}

/** ms after which a try counts as hung. `taskTimeout` in seconds. */
export function timeLimit(
  { timeoutShare = 1 }: Pick<Task<unknown, unknown>, "timeoutShare">,
  taskTimeout: number,
): number {
  return 1000 * Math.min(taskTimeout, Math.max(LEAST, taskTimeout * timeoutShare));
}
