import type { Language } from "../../core/localized.js";
import type { Job, JobStep, Snapshot } from "../jobs/snapshot.js";

function iso(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}

function stepJson(step: JobStep, language: Language): object {
  return {
    name: step.name,
    status: step.status,
    startedAt: iso(step.startedAt),
    seconds: step.seconds,
    records: step.records ?? null,
    degraded: step.degraded ?? 0,
    perSecond: step.perSecond ?? null,
    share: step.share ?? null,
    secondsLeft: step.secondsLeft ?? null,
    message: step.fault?.[language] ?? null,
  };
}

function jobJson(job: Job, language: Language): object {
  return {
    run: job.run,
    kind: job.kind,
    trigger: job.trigger,
    status: job.status,
    startedAt: iso(job.startedAt),
    finishedAt: iso(job.finishedAt),
    seconds: job.seconds,
    counts: job.counts,
    degraded: job.degraded,
    steps: job.steps.map((step) => stepJson(step, language)),
    chunks: job.chunks ?? null,
    message: job.message?.[language] ?? null,
    fix: job.fix?.[language] ?? null,
  };
}

/** A snapshot as scripts read it: every key is always there. Times are instants, spans seconds, shares 0 … 1. */
export function jobsJson(snapshot: Snapshot, language: Language): object {
  const { at, working, running, inbox, schedules, queue, history } = snapshot;
  return {
    at: iso(at),
    working,
    running: running.map((job) => jobJson(job, language)),
    inbox: inbox.map(({ source, count, oldest }) => ({ source, pending: count, oldest: iso(oldest) })),
    schedules: schedules.map(({ name, job, next }) => ({ name, job, next: iso(next) })),
    queue: queue
      ? {
          address: queue.address,
          waiting: queue.waiting,
          active: queue.active,
          delayed: queue.delayed,
          failed: queue.failed,
          workers: queue.workers.map(({ host, pid, plan, since, done, concurrency }) => ({
            host,
            pid,
            plan,
            since: iso(since),
            done,
            concurrency,
          })),
          message: queue.fault?.[language] ?? null,
        }
      : null,
    runs: history.map((job) => jobJson(job, language)),
  };
}
