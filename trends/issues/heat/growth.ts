import type { IssueStats } from "../../../core/issue.js";
import type { Zone } from "../../../core/zone.js";

export const DAY = 24 * 3_600_000;
/** Days that are held against those before. */
const WINDOW = 7;
/** Of the days before no more than this many are looked at: what was a year ago is not the usual. */
const BEFORE = 56;
/** Added to both sides, so that from one voice to three is not yet a tripling. */
const SMOOTHING = 3;

/** Voices: what one citizen said on one day is one. */
export interface Growth {
  /** In the last seven days. */
  recent: number;
  /** In seven days on average of the up to 56 days before. */
  usual: number;
  /** (recent + 3) ÷ (usual + 3). */
  ratio: number;
}

/** Number of a day that is written `2019-08-14`, as {@link Zone.dayOf} counts days. */
export function dayNumber(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / DAY);
}

/**
 * How much more came in the last seven days than usually before, by the issue's own measure. An issue that is younger
 * than a week has no usual: 0. `now` in ms; days are those of the office's zone, as in the issue's own figures.
 */
export function growthOf({ days }: Pick<IssueStats, "days">, now: number, zone: Zone): Growth {
  const start = zone.dayOf(now) - WINDOW + 1;
  const first = dayNumber(days[0]!.day);
  let [recent, before] = [0, 0];
  for (const { day, citizens } of days) {
    const number = dayNumber(day);
    if (number >= start) recent += citizens;
    else if (number >= start - BEFORE) before += citizens;
  }
  const length = Math.min(BEFORE, Math.max(WINDOW, start - first));
  const usual = (before * WINDOW) / length;
  return { recent, usual, ratio: (recent + SMOOTHING) / (usual + SMOOTHING) };
}
