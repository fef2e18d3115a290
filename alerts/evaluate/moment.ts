import type { Zone } from "../../core/zone.js";
import type { DayKinds } from "../../trends/baseline/daily-series.js";
import type { Watermarks } from "./watermarks.js";

/** The instant at which rules are judged, and what is known at it. Instants are ms since the epoch. */
export interface Moment {
  now: number;
  zone: Zone;
  calendar: DayKinds;
  watermarks: Watermarks;
  /** The watermarks of the evaluation before; undefined: there was none. */
  before: Watermarks | undefined;
  /** A moment of the past, looked at from now: a window that was still running then is known in full and not looked at. */
  past?: boolean;
}
