import { ALERT_LEVELS, type AlertLevel } from "../core/alert.js";
import type { Localized } from "../core/localized.js";

/** The levels by name. */
export const LEVEL_WORDS: Readonly<Record<AlertLevel, Localized>> = {
  blue: { zh: "蓝色", en: "blue" },
  yellow: { zh: "黄色", en: "yellow" },
  orange: { zh: "橙色", en: "orange" },
  red: { zh: "红色", en: "red" },
};

/** Where a level stands, 0 the mildest. */
export function rankOf(level: AlertLevel): number {
  return ALERT_LEVELS.indexOf(level);
}

/** The more urgent of two levels. */
export function higher(a: AlertLevel, b: AlertLevel): AlertLevel {
  return rankOf(a) >= rankOf(b) ? a : b;
}
