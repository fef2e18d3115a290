import type { Surroundings } from "../../../alerts/channels/surroundings.js";
import { FixedClock } from "../../../core/clock.js";
import { Zone } from "../../../core/zone.js";

/** 10:10 in Shanghai on a Monday. */
export const START = Date.parse("2026-11-09T02:10:00Z");

/** Surroundings with a clock that stands still; this machine may be posted to. */
export function around(changes: Partial<Surroundings> = {}): Surroundings & { clock: FixedClock } {
  return {
    zone: new Zone("Asia/Shanghai"),
    allowHosts: ["127.0.0.1"],
    timeoutMs: 1_500,
    ...changes,
    clock: new FixedClock(START),
  };
}

/** A signal that never comes. */
export const { signal: never } = new AbortController();
