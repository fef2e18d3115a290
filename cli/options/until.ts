import { UsageError } from "../../core/errors.js";
import type { Zone } from "../../core/zone.js";
import { momentOf } from "./dates.js";

const AHEAD = /^(\d{1,4})(m|h|d|w)$/;
const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 };

/**
 * An instant to come, ms: `30m`, `4h`, `2d`, `1w` from now; `2026-12-01` (the end of that day), `2026-12-01 18:00`, an
 * ISO instant.
 * @param option that it was written behind, for messages
 * @throws UsageError when it is no time, or has passed
 */
export function untilOf(text: string, option: string, zone: Zone, now: number): number {
  const at = instantOf(text.trim(), option, zone, now);
  if (at > now) return at;
  throw new UsageError({
    zh: `${option} 须在现在以后，不能是 ${text}`,
    en: `${option} must be still to come, not ${text}`,
  });
}

function instantOf(text: string, option: string, zone: Zone, now: number): number {
  const ahead = AHEAD.exec(text);
  if (ahead) return now + Number(ahead[1]) * (UNITS[ahead[2] as string] as number);
  try {
    return Date.parse(momentOf(text, "to", zone, now));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError({
      zh: `${option} 看不懂时间 ${text}；可写 30m、4h、2d、2026-12-01、"2026-12-01 18:00"`,
      en: `${option}: ${text} is no time; write 30m, 4h, 2d, 2026-12-01 or "2026-12-01 18:00"`,
    });
  }
}
