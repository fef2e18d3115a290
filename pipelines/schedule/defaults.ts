import type { ScheduleEntry } from "../../state/schedules.js";
import type { Job } from "../run-options.js";

/** What a new office does and when, on the clock of its zone. */
export function defaultSchedules(timezone: string): (ScheduleEntry & { job: Job })[] {
  return [
    { name: "hourly", job: "collect", cron: "7 * * * *", timezone },
    { name: "nightly", job: "nightly", cron: "0 2 * * *", timezone },
    { name: "weekly", job: "weekly", cron: "30 3 * * 1", timezone },
    { name: "retention", job: "retention", cron: "0 4 * * *", timezone },
  ];
}
