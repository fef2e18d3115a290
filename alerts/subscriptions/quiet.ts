import type { Zone } from "../../core/zone.js";
import type { Subscription } from "../../state/alert-subscriptions.js";

const MINUTE = 60_000;

/** Whether an instant (ms) lies in the quiet hours of a receiver, on the wall clock of a zone. */
export function isQuiet(quiet: Subscription["quiet"], now: number, zone: Zone): boolean {
  if (!quiet) return false;
  const minute = Math.floor((now - zone.startOfDay(zone.dayOf(now))) / MINUTE);
  const { from, to } = quiet;
  return from <= to ? from <= minute && minute < to : minute >= from || minute < to;
}
