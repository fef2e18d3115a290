import type { Clock } from "../../core/clock.js";
import type { FeedPosition } from "./position.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** However long a feed asks to be left alone: it is looked at once a day. */
const LONGEST = 24 * HOUR;
/** Longest pause after failures. */
const LONGEST_AFTER_FAILURES = 6 * HOUR;

/** A run that starts by the clock starts a little early now and then: a twentieth of a pause may be missing. */
const ALMOST = 0.95;

/** Whether it is time to look at a feed again; also when the clock has been set back. */
export function isDue({ checkedAt, notBefore }: FeedPosition, everyMinutes: number, clock: Clock): boolean {
  const now = clock.now();
  return now < checkedAt || now >= Math.max(checkedAt + everyMinutes * MINUTE * ALMOST, notBefore);
}

/** How long (ms) a feed asks to be left alone: `<ttl>` in minutes, Cache-Control's max-age. */
export function askedPause(ttl: number | undefined, cacheControl: string | undefined): number {
  const maxAge = Number(/(?:^|[\s,])max-age\s{0,9}=\s{0,9}"?(\d{1,9})/i.exec(cacheControl ?? "")?.[1] ?? 0);
  return Math.min(LONGEST, Math.max((ttl ?? 0) * MINUTE, maxAge * 1000)) * ALMOST;
}

/** When to try again after the nth failure in a row: as Retry-After says, and each time after twice as long a pause. */
export function retryPause(
  now: number,
  everyMinutes: number,
  failures: number,
  retryAfter: string | undefined,
): number {
  const pause = everyMinutes * MINUTE * 2 ** Math.min(failures - 1, 20);
  const own = now + Math.min(pause, LONGEST_AFTER_FAILURES) * ALMOST;
  const asked = /^\d{1,9}$/.test(retryAfter ?? "") ? now + Number(retryAfter) * 1000 : Date.parse(retryAfter ?? "");
  return Number.isNaN(asked) ? own : Math.max(own, Math.min(asked, now + LONGEST));
}
