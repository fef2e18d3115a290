import type { Clock } from "../../core/clock.js";
import type { Localized } from "../../core/localized.js";
import type { Zone } from "../../core/zone.js";
import { parseTime } from "../times.js";

const DAY = 86_400_000;

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** The zones that RFC 822 names. CST is left out: in a Chinese feed it is China's own. */
const ZONES: Readonly<Record<string, string>> = {
  gmt: "+0000",
  ut: "+0000",
  utc: "+0000",
  z: "+0000",
  est: "-0500",
  edt: "-0400",
  cdt: "-0500",
  mst: "-0700",
  mdt: "-0600",
  pst: "-0800",
  pdt: "-0700",
};

/** `Tue, 05 Mar 2024 08:00:00 +0800`; the day of the week may be missing, or written in any language. */
const RFC822 =
  /^(?:[^\d\s]{1,12}\s{0,3})?(\d{1,2})[\s-]([a-z]{3})[a-z]{0,6}[\s-](\d{2}|\d{4})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([a-z]{1,4}|[+-]\d{2}:?\d{2})?$/i;

/**
 * When an entry was published. `absent`: it says nothing that can be used as a time (nothing, no date, a date before
 * 1980). `future`: more than a day ahead.
 */
export type FeedTime = { at: string } | { absent: true } | { future: Localized };

/** Reads the time of an entry: RFC 822, ISO 8601, or as people write it; without an offset it is wall-clock time in `zone`. */
export function feedTime(text: string | undefined, zone: Zone, clock: Clock): FeedTime {
  const plain = fromRfc822(text?.trim() ?? "");
  const at = parseTime(plain, zone, ANY_TIME);
  if (typeof at !== "string") return { absent: true };
  if (Date.parse(at) <= clock.now() + DAY) return { at };
  const real = parseTime(plain, zone, clock);
  return typeof real === "string" ? { at: real } : { future: real.problem };
}

const ANY_TIME: Clock = { now: () => 8.64e15 - DAY };

/** The same time in a form that `parseTime` knows; what is not RFC 822 stays as it is. */
function fromRfc822(text: string): string {
  const match = text.length > 80 ? null : RFC822.exec(text);
  const month = MONTHS.indexOf(match?.[2]?.toLowerCase() ?? "") + 1;
  if (!match || month === 0) return text;
  const [, day, , year, hour, minute, second = "00", zone = ""] = match as unknown as string[];
  const offset = /^[+-]/.test(zone) ? zone : (ZONES[zone.toLowerCase()] ?? "");
  // Two digits: RFC 822 of 1982; nobody's feed is older.
  const fullYear = year?.length === 2 ? `20${year}` : year;
  return `${fullYear}-${month}-${day} ${hour}:${minute}:${second}${offset}`;
}
