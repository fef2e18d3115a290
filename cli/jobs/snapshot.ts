import type { Localized } from "../../core/localized.js";
import type { ChunkSummary } from "../../state/chunks.js";
import type { Pending } from "../../state/inbox.js";
import type { Manifest, RunStep } from "../../state/manifest.js";
import type { Schedule } from "../../state/schedules.js";
import { degradedIn } from "../degraded.js";
import type { QueueLook } from "./queue.js";

/** A step of a run, with what can be told of its speed. */
export interface JobStep {
  name: string;
  status: RunStep["status"];
  startedAt: number;
  /** Seconds from start to end, or to now. */
  seconds: number;
  records?: number;
  /** Of them, those of which a part was made by a fallback. */
  degraded?: number;
  perSecond?: number;
  /** Share of the present input, 0 … 1. */
  share?: number;
  secondsLeft?: number;
  fault?: Localized;
}

/** A run as `minyi jobs` shows it. */
export interface Job {
  run: number;
  kind: string;
  trigger: string;
  /** `interrupted` also for one that is still open in the record although no coordinator is at work. */
  status: Manifest["status"];
  startedAt: number;
  finishedAt?: number;
  seconds: number;
  counts: Manifest["counts"];
  /** Messages of which a part was made by a fallback because a model was not to be had. */
  degraded: number;
  steps: JobStep[];
  /** Of a run that goes on: its chunks. */
  chunks?: ChunkSummary;
  /** Why it failed. */
  message?: Localized;
  /** What to do about it. */
  fix?: Localized;
}

/** What waits at the push route. */
export interface JobInbox extends Pending {
  source: string;
}

/** A schedule, and when it is due next. */
export interface JobSchedule extends Pick<Schedule, "name" | "job"> {
  next: number;
}

/** Everything that `minyi jobs` knows at one moment. */
export interface Snapshot {
  at: number;
  /** Whether a coordinator is at work. */
  working: boolean;
  /** Whether there is a state to tell of. */
  known: boolean;
  running: Job[];
  inbox: JobInbox[];
  schedules: JobSchedule[];
  queue?: QueueLook;
  /** Runs that have ended, newest first. */
  history: Job[];
}

const FIXES: Partial<Record<Manifest["status"], Localized>> = {
  failed: {
    zh: "运行 minyi doctor 查找原因，解决后再运行一次：从断点继续，不会重复。",
    en: "Run minyi doctor to find the cause, then run again: it goes on where it stopped, nothing is doubled.",
  },
  interrupted: {
    zh: "再运行一次即从断点继续，不会重复。",
    en: "Run again: it goes on where it stopped, nothing is doubled.",
  },
};

function seconds(from: number, to: number): number {
  return Math.max(0, Math.round((to - from) / 100) / 10);
}

function stepOf(step: RunStep, inputs: number, now: number): JobStep {
  const end = step.finishedAt ?? now;
  const spent = Math.max(0, end - step.startedAt) / 1000;
  const records = typeof step.details.records === "number" ? step.details.records : undefined;
  const running = step.status === "running";
  const share = running && typeof step.details.share === "number" ? Math.min(1, step.details.share) : undefined;
  // The share is that of one input: with several behind it, the time that it took is not known.
  const known = share !== undefined && share > 0 && inputs <= 1;
  return {
    name: step.name,
    status: step.status,
    startedAt: step.startedAt,
    seconds: seconds(step.startedAt, end),
    ...(records === undefined ? {} : { records }),
    ...(typeof step.details.degraded === "number" ? { degraded: step.details.degraded } : {}),
    ...(records === undefined || spent < 1 ? {} : { perSecond: Math.round(records / spent) }),
    ...(share === undefined ? {} : { share }),
    ...(known ? { secondsLeft: Math.round((spent / share) * (1 - share)) } : {}),
    ...(step.fault ? { fault: step.fault } : {}),
  };
}

/** A run as it is to be shown. `working`: whether a coordinator is at work, which an open run needs. */
export function jobOf(manifest: Manifest, now: number, working: boolean): Job {
  const { runId, kind, trigger, startedAt, finishedAt, counts } = manifest;
  const left = manifest.status === "running" && !working;
  const status = left ? "interrupted" : manifest.status;
  const inputsOf = (step: RunStep): number =>
    manifest.inputs.filter(({ source }) => step.name === `collect ${source}`).length;
  const steps = manifest.steps.map((step) => {
    const shown = left && step.status === "running" ? { ...step, status: "interrupted" as const } : step;
    return stepOf(shown, inputsOf(step), now);
  });
  const message = steps.find((step) => step.fault)?.fault;
  const ended = steps.some((step) => step.status === "failed") && status === "done" ? "failed" : status;
  const fix = FIXES[ended];
  return {
    run: runId,
    kind,
    trigger,
    status,
    startedAt,
    ...(finishedAt === undefined ? {} : { finishedAt }),
    seconds: seconds(startedAt, finishedAt ?? now),
    counts,
    degraded: degradedIn(manifest),
    steps,
    ...(message ? { message } : {}),
    ...(fix ? { fix } : {}),
  };
}
