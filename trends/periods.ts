import type { Store } from "../core/store.js";
import type { Zone } from "../core/zone.js";

const WEEK = 7;

/** A stretch of whole days: from the first instant of one to the first instant after another. */
export interface Period {
  /** Inclusive. */
  from: string;
  /** Exclusive. */
  to: string;
}

function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** Days `first` … `last` of the wall calendar, both inclusive. */
export function daysPeriod(first: number, last: number, zone: Zone): Period {
  return { from: instant(zone.startOfDay(first)), to: instant(zone.startOfDay(last + 1)) };
}

/** First and last wall-calendar day of a period, both inclusive. */
export function daysOf({ from, to }: Period, zone: Zone): { first: number; last: number } {
  return { first: zone.dayOf(Date.parse(from)), last: zone.dayOf(Date.parse(to) - 1) };
}

/**
 * The period and the `count - 1` before it that it can fairly be held against, oldest first: each as long, and each
 * starting on the same weekday (they lie whole weeks apart), so that a Monday is held against Mondays.
 */
export function comparable(period: Period, count: number, zone: Zone): Period[] {
  const { first, last } = daysOf(period, zone);
  const step = Math.max(1, Math.ceil((last - first + 1) / WEEK)) * WEEK;
  return Array.from({ length: count }, (_, index) => {
    const back = (count - 1 - index) * step;
    return daysPeriod(first - back, last - back, zone);
  });
}

/** When the oldest and the newest message in the store were written; absent when it is empty. */
export async function dataPeriod(
  store: Store,
): Promise<{ first: string; last: string; documents: number } | undefined> {
  const [oldest, newest] = await Promise.all([
    store.find({}, { size: 1, order: "oldest" }),
    store.find({}, { size: 1, order: "newest" }),
  ]);
  const first = oldest.hits[0]?.document.createdAt;
  const last = newest.hits[0]?.document.createdAt;
  return first && last ? { first, last, documents: newest.total } : undefined;
}

/**
 * The seven days that end with the newest message's day: a whole week whatever day it is, so that an export that
 * stops on a Wednesday is not held against a whole week. Absent when the store is empty.
 */
export async function latestWeek(store: Store, zone: Zone): Promise<Period | undefined> {
  const data = await dataPeriod(store);
  if (!data) return undefined;
  const last = zone.dayOf(Date.parse(data.last));
  return daysPeriod(last - WEEK + 1, last, zone);
}
