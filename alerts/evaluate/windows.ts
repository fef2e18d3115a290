import type { Timeline } from "./timeline.js";

/** A window of a rule as buckets of its timeline: [from, to). */
export interface Span {
  from: number;
  to: number;
}

/** A window to judge. */
export interface JudgedWindow extends Span {
  /** It has ended by the clock. What has not can only be judged by what cannot be undone: there is too much already. */
  ended: boolean;
  /** It ends behind what was judged the last time; others are judged only for groups with an open case. */
  fresh: boolean;
}

/** After an outage no more windows than these are caught up with. */
const MOST = { day: 8, hour: 48 } as const;

/**
 * The windows that are judged at an instant, newest first: the one that runs, those that have ended since the last
 * evaluation, and always the latest that has ended. What lies before is past: data that comes in for it later (a
 * backfill) raises nothing.
 * @param length of a window, in buckets
 * @param now ms
 * @param judged up to which instant (ms) data was complete at the last evaluation; undefined: there was none
 * @param complete up to which instant (ms) it is complete now
 */
export function windowsAt(
  timeline: Timeline,
  length: number,
  now: number,
  judged: number | undefined,
  complete: number | undefined,
): JudgedWindow[] {
  const ended = timeline.endedBy(now);
  const before = judged === undefined ? ended - 1 : Math.min(timeline.endedBy(judged), ended);
  // While data is late, the latest window that is complete is still the one to judge by.
  const latest = Math.min(ended, complete === undefined ? ended : timeline.endedBy(complete));
  const oldest = Math.max(Math.min(before + 1, latest), ended + 1 - MOST[timeline.every]);
  const windows: JudgedWindow[] = [];
  for (let to = ended + 1; to >= oldest; to--) {
    windows.push({ from: to - length, to, ended: to <= ended, fresh: to > before });
  }
  return windows;
}
