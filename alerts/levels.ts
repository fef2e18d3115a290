import { ALERT_LEVELS, type AlertLevel } from "../core/alert.js";

/** Where a level stands, 0 the mildest. */
export function rankOf(level: AlertLevel): number {
  return ALERT_LEVELS.indexOf(level);
}

/** The more urgent of two levels. */
export function higher(a: AlertLevel, b: AlertLevel): AlertLevel {
  return rankOf(a) >= rankOf(b) ? a : b;
}
