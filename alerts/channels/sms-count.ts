import type { Clock } from "../../core/clock.js";
import type { Zone } from "../../core/zone.js";

/** How many alerts a receiver got by short message today. */
export interface SmsCount {
  today(receiver: string): number | Promise<number>;
  add(receiver: string): void | Promise<void>;
}

/** Counts in this process; a new day of the wall calendar starts at nothing. */
export function smsCountInMemory(clock: Clock, zone: Zone): SmsCount {
  let day = zone.dayOf(clock.now());
  const counts = new Map<string, number>();
  const today = (receiver: string): number => {
    const now = zone.dayOf(clock.now());
    if (now !== day) counts.clear();
    day = now;
    return counts.get(receiver) ?? 0;
  };
  return { today, add: (receiver) => void counts.set(receiver, today(receiver) + 1) };
}
