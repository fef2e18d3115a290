import type { Schedule } from "../../state/schedules.js";
import { CronPattern } from "./cron.js";

/** Later than this counts as made up for. */
const LATE = 10 * 60_000;
/** An instant that lies further ahead than this was written by a clock that was wrong; it must not stop a schedule for long. */
const WRONG_CLOCK = 2 * 86_400_000;

/** Something that is to be done now. */
export interface Due {
  schedule: Schedule;
  /** The instant that is dealt with by doing it, ms: the latest that has passed. */
  dueAt: number;
  /** 补跑: it is late, or stands for several that were missed. */
  catchUp: boolean;
}

/**
 * Which schedules are due, earliest first, ties by name: those with a due instant that has passed, later than the last
 * one dealt with and than the schedule itself. However many were missed, each schedule is due once. A clock set back
 * makes nothing due twice.
 */
export function dueNow(schedules: readonly Schedule[], now: number): Due[] {
  return schedules
    .flatMap((schedule) => dueOf(schedule, now) ?? [])
    .sort((a, b) => a.dueAt - b.dueAt || (a.schedule.name < b.schedule.name ? -1 : 1));
}

function dueOf(schedule: Schedule, now: number): Due | undefined {
  const pattern = new CronPattern(schedule.cron, schedule.timezone);
  const since = doneUntil(schedule, now);
  const dueAt = pattern.latest(since, now);
  if (dueAt === undefined) return undefined;
  const missed = pattern.next(since) !== dueAt;
  return { schedule, dueAt, catchUp: missed || now - dueAt > LATE };
}

/** When a schedule is due next, ms: later than now, or now when it is due already. */
export function nextDue(schedule: Schedule, now: number): number {
  const pattern = new CronPattern(schedule.cron, schedule.timezone);
  const since = doneUntil(schedule, now);
  return pattern.latest(since, now) ?? (pattern.next(Math.max(since, now)) as number);
}

/** What was due until this instant is dealt with, or was never asked for. */
function doneUntil({ createdAt, lastDue = createdAt }: Schedule, now: number): number {
  const credible = [createdAt, lastDue].filter((at) => at <= now + WRONG_CLOCK);
  return credible.length === 0 ? now : Math.max(...credible);
}
