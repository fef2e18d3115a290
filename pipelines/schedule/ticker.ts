import type { ScheduleEntry } from "../../state/schedules.js";

/** Something besides the scheduler's own clock that wakes it. Whether anything is due is not its concern. */
export interface Ticker {
  /** Begins to call `tick` at the times of the schedules, which are asked for again and again since they change. */
  start(schedules: () => readonly ScheduleEntry[], tick: () => void): void;
  stop(): Promise<void>;
}
