import { TaskError } from "../../core/runner.js";

/** What coordinator and workers must agree on: names, keys and forms of what lies in Redis. */

/** The queue of one plan: workers with other dictionaries, models or versions listen elsewhere. */
export function queueName(plan: string): string {
  return `analyse-${plan}`;
}

/** Where the queues that were ever used are listed, so that what is left in old ones can be cleared. */
export function queuesKey(prefix: string): string {
  return `${prefix}:queues`;
}

/** Where a worker leaves the result of a job, before it says that the job is done. */
export function resultKey(prefix: string, jobId: string): string {
  return `${prefix}:result:${jobId}`;
}

/** ms after which a result that nobody fetched goes by itself. */
export const RESULT_LIFE = 15 * 60_000;

/** What lies in a job: the payload as JSON text, which neither side takes apart on its way. */
export interface JobData {
  payload: string;
  timeoutShare?: number;
  /** See InlineRunner.run. */
  alone: boolean;
  /** How many workers may die over it before it is taken for the cause. */
  deaths: number;
}

/** Why a job failed, as its `failedReason`. */
export interface JobFailure {
  how: TaskError["how"];
  tries: number;
  message: string;
}

export function encodeFailure({ how, tries, message }: JobFailure): string {
  return JSON.stringify({ how, tries, message });
}

/** A reason that is not ours (a fault of the queue itself) counts as thrown. */
export function decodeFailure(reason: string): JobFailure {
  try {
    const { how, tries, message } = JSON.parse(reason) as JobFailure;
    if (how === "threw" || how === "crashed" || how === "hung") return { how, tries, message };
  } catch {
    // not JSON: see above
  }
  return { how: "threw", tries: 1, message: reason };
}

export function failureOf(error: unknown): JobFailure | undefined {
  if (!(error instanceof TaskError)) return undefined;
  return { how: error.how, tries: error.attempts, message: error.message };
}
