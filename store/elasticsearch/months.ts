import type { Zone } from "../../core/zone.js";

/** Years outside are mistakes or history: they share an index each, so that odd dates cannot fill the cluster with shards. */
const FIRST_YEAR = 1970;
const LAST_YEAR = 2099;
const EARLY = "before-1970";
const LATE = "after-2099";

/** The month of an instant on the store's own calendar, as it stands in the index's name: `2024.03`. */
export function monthOf(at: number, zone: Zone): string {
  const date = new Date(zone.dayOf(at) * 86_400_000);
  const year = date.getUTCFullYear();
  if (year < FIRST_YEAR) return EARLY;
  if (year > LAST_YEAR) return LATE;
  return `${year}.${String(date.getUTCMonth() + 1).padStart(2, "0")}`;
}

/** The index that holds a month. */
export function indexOf(prefix: string, month: string): string {
  return `${prefix}-${month}`;
}

/**
 * The alias that a month is written through. The server refuses writes to an alias that is not there, where it would
 * make an index of its own for a name.
 */
export function writeAlias(prefix: string, month: string): string {
  return `${prefix}-write-${month}`;
}

/** The span of instants [from, to) that an index holds; undefined when its name is not one that we give. */
export function spanOf(prefix: string, index: string, zone: Zone): { from: number; to: number } | undefined {
  const start = (year: number, month: number) => zone.startOfDay(Date.UTC(year, month, 1) / 86_400_000);
  if (index === indexOf(prefix, EARLY)) return { from: Number.NEGATIVE_INFINITY, to: start(FIRST_YEAR, 0) };
  if (index === indexOf(prefix, LATE)) return { from: start(LAST_YEAR + 1, 0), to: Number.POSITIVE_INFINITY };
  if (!index.startsWith(`${prefix}-`)) return undefined;
  const found = /^(\d{4})\.(\d{2})$/.exec(index.slice(prefix.length + 1));
  if (!found) return undefined;
  const [year, month] = [Number(found[1]), Number(found[2]) - 1];
  return { from: start(year, month), to: start(year, month + 1) };
}
