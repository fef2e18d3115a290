import { HEAT_PARTS, type HeatPart, type IssueStats } from "../../../core/issue.js";
import type { Zone } from "../../../core/zone.js";
import { DAY, dayNumber, growthOf } from "./growth.js";

/** What fills a part: more adds nothing. */
export const FULL = {
  /** Voices: what one citizen said on one day is one. */
  volume: 1000,
  citizens: 500,
  /** Times as much as usual. */
  growth: 8,
  /** Days from the first message to the last, both counted. */
  duration: 365,
  /** Negative voices. */
  negativity: 1000,
  /** Likes and dislikes. */
  support: 10_000,
} as const;
/** Voices of severity 3 and of severity 2 that fill half of the part each by themselves. */
const HALF_SEVERE = { 3: 2, 2: 10 } as const;
/** Days of silence that take half of the recency away. */
const HALF_LIFE = 14;

/** 0 for nothing, 1 from `full` on, equal steps for equal factors in between. */
function logScale(n: number, full: number): number {
  return Math.min(1, Math.log1p(n) / Math.log1p(full));
}

/** How full each part is, 0 … 1. */
function fillOf(stats: IssueStats, now: number, zone: Zone): Record<HeatPart, number> {
  const { days, citizens, severity, negative, likes, dislikes } = stats;
  const voices = days.reduce((sum, day) => sum + day.citizens, 0);
  const [first, last] = [dayNumber(days[0]!.day), dayNumber(days.at(-1)!.day)];
  const silent = Math.max(0, now - zone.startOfDay(last + 1)) / DAY;
  const ratio = Math.max(1, growthOf(stats, now, zone).ratio);
  return {
    volume: logScale(voices, FULL.volume),
    citizens: logScale(citizens, FULL.citizens),
    growth: Math.min(1, Math.log(ratio) / Math.log(FULL.growth)),
    duration: logScale(last - first, FULL.duration - 1),
    severity: 1 - 0.5 ** (severity[3] / HALF_SEVERE[3] + severity[2] / HALF_SEVERE[2]),
    negativity: logScale(negative, FULL.negativity),
    support: logScale(likes + dislikes, FULL.support),
    recency: 0.5 ** (silent / HALF_LIFE),
  };
}

/** Down to a tenth, so that no part is more than its weight; what only arithmetic has shaved off is given back. */
function tenths(value: number): number {
  return Math.floor(value * 10 + 1e-9);
}

/**
 * Heat, 0 … 100 in tenths, and its parts, which sum up to it. Weights are relative: they are scaled to a sum of 100. The
 * formula is in docs/issues.md. `now` in ms, `zone` that of the office, whose days count.
 */
export function heatOf(
  stats: IssueStats,
  weights: Readonly<Record<HeatPart, number>>,
  now: number,
  zone: Zone,
): { heat: number; parts: Record<HeatPart, number> } {
  const total = HEAT_PARTS.reduce((sum, part) => sum + weights[part], 0);
  const fill = fillOf(stats, now, zone);
  const parts = { ...fill };
  let sum = 0;
  for (const part of HEAT_PARTS) {
    const points = total > 0 ? tenths((100 * weights[part] * fill[part]) / total) : 0;
    parts[part] = points / 10;
    sum += points;
  }
  return { heat: sum / 10, parts };
}
