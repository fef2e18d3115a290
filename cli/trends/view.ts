import { loadCalendar } from "../../config/holidays.js";
import type { Calendar } from "../../core/calendar.js";
import { UsageError } from "../../core/errors.js";
import type { Dimension, Store, Where } from "../../core/store.js";
import type { Zone } from "../../core/zone.js";
import type { Asked } from "../../trends/forecast/load-series.js";
import { dataPeriod } from "../../trends/periods.js";
import type { Shell } from "../shell.js";

/** The views of `minyi trends` beside its tables of counts. */
export const TREND_VIEWS = ["forecast", "different", "seasonal"] as const;
export type TrendView = (typeof TREND_VIEWS)[number];

/** What a view is asked: messages, calendar, and the days it is about. */
export interface ViewRequest extends Asked {
  zone: Zone;
  calendar: Calendar;
  /** The last day that is over and has data, a day number. */
  lastDay: number;
  /** First day asked for by `--from`. */
  firstDay?: number;
  by?: Dimension[];
  limit: number;
  json?: boolean;
}

/** Which view was asked for; throws UsageError where it was more than one. */
export function viewOf(options: Readonly<Partial<Record<TrendView, boolean>>>): TrendView | undefined {
  const [view, other] = TREND_VIEWS.filter((name) => options[name]);
  if (view && other) {
    throw new UsageError({
      zh: `--${view} 和 --${other} 不能同时用，请分两次查看`,
      en: `--${view} and --${other} are two questions: ask one at a time`,
    });
  }
  return view;
}

/**
 * Where the data ends: the last day with a message, today left out because it is not over; `to` (exclusive) ends it
 * earlier. Absent when the store is empty.
 */
export async function lastWholeDay(store: Store, shell: Shell, to?: string): Promise<number | undefined> {
  const zone = shell.zone();
  const data = await dataPeriod(store);
  if (!data) return undefined;
  const newest = Math.min(zone.dayOf(Date.parse(data.last)), zone.dayOf(shell.clock.now()) - 1);
  return to === undefined ? newest : Math.min(newest, zone.dayOf(Date.parse(to) - 1));
}

/** The request of a view; absent when the store is empty. */
export async function viewRequest(
  store: Store,
  shell: Shell,
  { from, to, ...where }: Where,
  options: Pick<ViewRequest, "by" | "limit" | "json">,
): Promise<ViewRequest | undefined> {
  const lastDay = await lastWholeDay(store, shell, to);
  if (lastDay === undefined) return undefined;
  const zone = shell.zone();
  return {
    where,
    zone,
    calendar: loadCalendar(shell.config().config.holidays),
    lastDay,
    ...(from === undefined ? {} : { firstDay: zone.dayOf(Date.parse(from)) }),
    ...options,
  };
}

const LONGEST_WEEK = 7;

/** The days of a "week": from `--from` where that is given, else the seven days that end with the last one. */
export function weekDays({ firstDay, lastDay }: Pick<ViewRequest, "firstDay" | "lastDay">): number[] {
  const first = firstDay ?? lastDay - LONGEST_WEEK + 1;
  if (first > lastDay || lastDay - first >= LONGEST_WEEK) {
    throw new UsageError({
      zh: "这里看的是一周：--from 到 --to 请给 1 至 7 天，且要有数据（今天还没过完，不算）",
      en: "this looks at a week: give 1 to 7 days by --from and --to, with data (today is not over and does not count)",
    });
  }
  return Array.from({ length: lastDay - first + 1 }, (_, index) => first + index);
}
