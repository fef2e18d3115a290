import type { Language } from "../../core/localized.js";
import type { Zone } from "../../core/zone.js";

const WEEKDAYS: Record<Language, readonly string[]> = {
  zh: ["周四", "周五", "周六", "周日", "周一", "周二", "周三"],
  en: ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"],
};

/** `2024-03-04 周一` of a day number (0 is 1970-01-01, a Thursday). */
export function dayWithWeekday(day: number, zone: Zone, language: Language): string {
  return `${zone.dayText(day)} ${WEEKDAYS[language][((day % 7) + 7) % 7]}`;
}

/** `2024-03-04 周一 – 2024-03-10 周日` of a period whose end is exclusive; one day is given once. */
export function periodText(period: { from: string; to: string }, zone: Zone, language: Language): string {
  const first = zone.dayOf(Date.parse(period.from));
  const last = zone.dayOf(Date.parse(period.to) - 1);
  const start = dayWithWeekday(first, zone, language);
  return first === last ? start : `${start} – ${dayWithWeekday(last, zone, language)}`;
}

/** `03-04 11:25` where the year is clear from around it. */
export function shortMinute(instant: string, zone: Zone): string {
  return zone.minuteText(Date.parse(instant)).slice(5);
}

/** `2024-03-04` of an instant. */
export function dayOfInstant(instant: string, zone: Zone): string {
  return zone.dayText(zone.dayOf(Date.parse(instant)));
}
