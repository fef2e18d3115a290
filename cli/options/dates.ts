import { UsageError } from "../../core/errors.js";
import type { Zone } from "../../core/zone.js";
import type { OptionSpec } from "../command.js";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const RELATIVE = /^(\d{1,5})([hdw])$/;
const DATE = /^(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?月?)?年?$/;
const TIME = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})[T ](\d{1,2}):(\d{2})(?::(\d{2}))?$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:?\d{2})$/;
const DAY_WORDS: Readonly<Record<string, number>> = { today: 0, 今天: 0, yesterday: 1, 昨天: 1 };

/** Milliseconds as if UTC; undefined when there is no such day or time. */
function wallClock(year: number, month: number, day: number, hour = 0, minute = 0, second = 0): number | undefined {
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  const back = new Date(wall);
  const same = back.getUTCMonth() === month - 1 && back.getUTCDate() === day;
  return same && hour < 24 && minute < 60 && second < 60 ? wall : undefined;
}

/** First day of a year, month or day that was written, and the first day after it. */
function span(year: number, month: number | undefined, day: number | undefined): [number, number] | undefined {
  const start = wallClock(year, month ?? 1, day ?? 1);
  if (start === undefined || year < 1900) return undefined;
  const end =
    day !== undefined ? start + DAY : month !== undefined ? Date.UTC(year, month, 1) : Date.UTC(year + 1, 0, 1);
  return [start / DAY, end / DAY];
}

function moment(text: string, edge: "from" | "to", zone: Zone, now: number): number | undefined {
  const relative = RELATIVE.exec(text);
  const today = zone.dayOf(now);
  if (relative) {
    const count = Number(relative[1]);
    if (relative[2] === "h") return now - count * HOUR;
    return zone.startOfDay(today + 1 - count * (relative[2] === "w" ? 7 : 1));
  }
  const back = DAY_WORDS[text];
  if (back !== undefined) return zone.startOfDay(today - back + (edge === "to" ? 1 : 0));
  if (INSTANT.test(text)) {
    const at = Date.parse(text);
    return Number.isNaN(at) ? undefined : at;
  }
  const numbers = (match: RegExpExecArray): (number | undefined)[] =>
    match.slice(1).map((part) => (part === undefined ? undefined : Number(part)));
  const time = TIME.exec(text);
  if (time) {
    const [year, month, day, hour, minute, second] = numbers(time) as number[];
    const wall = wallClock(year!, month!, day!, hour, minute, second);
    return wall === undefined ? undefined : zone.fromWall(wall);
  }
  const date = DATE.exec(text);
  if (!date) return undefined;
  const [year, month, day] = numbers(date);
  const days = span(year!, month, day);
  return days && zone.startOfDay(days[edge === "from" ? 0 : 1]);
}

/**
 * An instant out of what people write after `--from` (inclusive) or `--to`: `2024-03-04`, `2024/3/4`, `2024-03`, `2024`
 * (as an end: the whole of it is included), `2024-03-04 11:25`, an ISO instant, `7d` `4w` (the last so many whole days
 * with today; as an end: until then), `24h`, today, yesterday. Throws UsageError.
 */
export function momentOf(text: string, edge: "from" | "to", zone: Zone, now: number): string {
  const at = moment(text.trim(), edge, zone, now);
  if (at === undefined || Math.abs(at) > 8.64e15) {
    throw new UsageError({
      zh: `--${edge} 看不懂日期 ${text}；可写 2024-03-04、2024-03、"2024-03-04 11:25"、7d、4w、24h、今天`,
      en: `--${edge}: ${text} is no date; write 2024-03-04, 2024-03, "2024-03-04 11:25", 7d, 4w, 24h or today`,
    });
  }
  return new Date(at).toISOString();
}

export interface RangeOptions {
  from?: string;
  to?: string;
}

/** `{ from?, to? }` for the store; throws UsageError when the end does not come after the start. */
export function rangeOf({ from, to }: RangeOptions, zone: Zone, now: number): { from?: string; to?: string } {
  const range = {
    ...(from === undefined ? {} : { from: momentOf(from, "from", zone, now) }),
    ...(to === undefined ? {} : { to: momentOf(to, "to", zone, now) }),
  };
  if (range.from && range.to && range.from >= range.to) {
    throw new UsageError({
      zh: `--to ${to} 不在 --from ${from} 之后`,
      en: `--to ${to} does not come after --from ${from}`,
    });
  }
  return range;
}

export const RANGE_OPTIONS: OptionSpec[] = [
  {
    flags: "--from <date>",
    help: { zh: "从何时起，如 2024-03-01、2024-03、7d", en: "start, e.g. 2024-03-01, 2024-03, 7d" },
  },
  { flags: "--to <date>", help: { zh: "到何时止（含当日）", en: "end, that day included" } },
];
