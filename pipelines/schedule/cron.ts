import { Cron } from "croner";
import { UsageError } from "../../core/errors.js";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** How far to look back for the latest match, nearest first: a wider window costs more steps. */
const WINDOWS = [MINUTE, 60 * MINUTE, DAY, 7 * DAY, 31 * DAY, 366 * DAY, 9 * 366 * DAY];

/**
 * A pattern of five fields (minute, hour, day of the month, month, day of the week) on the wall clock of a zone. A time
 * that the clock change in spring skips is taken at the moment of the change; one that comes twice in autumn counts once,
 * at its first coming. Patterns of every hour follow the hours that really pass.
 */
export class CronPattern {
  private readonly cron: Cron;

  /** @throws UsageError when the pattern cannot be read, or names a time that never comes. */
  constructor(pattern: string, timezone: string) {
    try {
      if (pattern.trim().split(/\s+/).length !== 5) throw new Error("five fields expected");
      this.cron = new Cron(pattern.trim(), { timezone, paused: true, mode: "5-part" });
    } catch (error) {
      throw unreadable(pattern, error);
    }
    if (this.cron.nextRun(new Date(0)) === null) throw neverComes(pattern);
  }

  /** The first match after an instant (ms). */
  next(after: number): number | undefined {
    return this.cron.nextRun(new Date(after))?.getTime();
  }

  /** The latest match in (after, until], both ms; undefined: there is none. */
  latest(after: number, until: number): number | undefined {
    for (const window of WINDOWS) {
      const start = Math.max(after, until - window);
      let found: number | undefined;
      for (let at = this.next(start); at !== undefined && at <= until; at = this.next(at)) found = at;
      if (found !== undefined || start === after) return found;
    }
    return undefined;
  }
}

const FIX = {
  zh: '五段依次为：分 时 日 月 星期。例如 "0 2 * * *" 每天 02:00，"*/15 * * * *" 每 15 分钟，"30 8 * * 1-5" 工作日 08:30。',
  en: 'Five fields: minute, hour, day, month, weekday. E.g. "0 2 * * *" is 02:00 every day, "*/15 * * * *" every 15 minutes, "30 8 * * 1-5" Monday to Friday at 08:30.',
};

function unreadable(pattern: string, cause: unknown): UsageError {
  const what = { zh: `看不懂的定时表达式“${pattern}”`, en: `“${pattern}” is no cron pattern` };
  return new UsageError(what, { fix: FIX, cause });
}

function neverComes(pattern: string): UsageError {
  return new UsageError(
    { zh: `定时表达式“${pattern}”永远不会到点`, en: `the time of “${pattern}” never comes` },
    { fix: FIX },
  );
}
