import type { Clock } from "../../core/clock.js";
import type { Resolve } from "../../core/guarded-fetch.js";
import type { Zone } from "../../core/zone.js";
import type { SmsCount } from "./sms-count.js";

/** What a channel needs from outside. */
export interface Surroundings {
  clock: Clock;
  /** Zone of the times in messages, and of the days that short messages are counted by. */
  zone: Zone;
  /** Hosts inside the own network that may be posted to: `network.allow`. */
  allowHosts: readonly string[];
  /** Looks names up; default: as the system does. */
  resolve?: Resolve;
  /** Time for one request, ms; default 10 seconds. */
  timeoutMs?: number;
  /** Where the console channel writes; default: standard error. */
  write?: (text: string) => void;
  /** Short messages so far; default: counted in this process. */
  smsCount?: SmsCount;
}
