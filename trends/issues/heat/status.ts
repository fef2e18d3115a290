import type { IssueStats, IssueStatus } from "../../../core/issue.js";
import type { Zone } from "../../../core/zone.js";
import { DAY, growthOf } from "./growth.js";

/** Voices in seven days below which nothing is called growth. */
const LEAST_GROWING = 5;
/** Times its usual from which an issue grows … */
const GROWING = 2;
/** … and below which one that grew has stopped: a status that changes every night tells nobody anything. */
const STILL_GROWING = 1.5;

/** After how many days of silence an issue is quiet, and closed. */
export interface StatusSettings {
  quietAfter: number;
  closeAfter: number;
}

export const STATUS_SETTINGS: StatusSettings = { quietAfter: 14, closeAfter: 60 };

/** Where an issue stands; `now` in ms, `zone` that of the office, `previous` its status of the night before. What was merged stays merged. */
export function statusOf(
  stats: IssueStats,
  now: number,
  zone: Zone,
  { quietAfter, closeAfter }: StatusSettings = STATUS_SETTINGS,
  previous?: IssueStatus,
): IssueStatus {
  if (previous === "merged") return "merged";
  const silent = (now - Date.parse(stats.to)) / DAY;
  if (silent >= closeAfter) return "closed";
  if (silent >= quietAfter) return "quiet";
  const { recent, ratio } = growthOf(stats, now, zone);
  const least = previous === "growing" ? STILL_GROWING : GROWING;
  return recent >= LEAST_GROWING && ratio >= least ? "growing" : "open";
}
