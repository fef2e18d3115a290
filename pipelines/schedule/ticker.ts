import type { ScheduleEntry } from "../../state/schedules.js";

export interface TickerListener {
  /** The schedules as they are now; asked again and again, since they change. */
  schedules(): readonly ScheduleEntry[];
  /** One of the schedules' times has come. */
  tick(): void;
  /** Something but a server that is away keeps it from working; told once, until it works again. */
  trouble(error: unknown): void;
}

/** Something besides the scheduler's own clock that wakes it. Whether anything is due is not its concern. */
export interface Ticker {
  start(listener: TickerListener): void;
  stop(): Promise<void>;
}
