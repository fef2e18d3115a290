import type { Contrast } from "../core/store.js";
import { byCodePoint } from "./top-list.js";

/** Fewer messages than this in the period are never called a rise. */
const LEAST = 5;
/** A rise is at least this many times the mean before. */
const LEAST_FACTOR = 2;
/** Standard deviations (Poisson, one added so that a first appearance is not infinitely far off). */
const LEAST_DEVIATIONS = 3;
/** The same for keywords: thousands of them are looked at each time, so chance alone brings more of them up. */
const LEAST_DEVIATIONS_KEYWORD = 4.5;
/** With fewer earlier periods than this there is no mean worth the name (R39: a cold start raises nothing). */
export const LEAST_BASELINE = 2;

/** Something that came up much more often than in the periods before. */
export interface Rise {
  /** What: a topic in a district, or a keyword. */
  kind: "topic" | "keyword";
  /** Topic (finest level known) or keyword. */
  value: string;
  /** District; only for topics. */
  area?: string;
  /** Only for keywords: it and the others that rise with it in the same messages. */
  words?: string[];
  /** Title (or text) of one of the messages. */
  example?: string;
  now: number;
  /** Mean count of the earlier periods, in tenths. */
  meanTenths: number;
  /** How far above the mean, in hundredths of a standard deviation: what rises are ordered by. */
  deviationsCenti: number;
}

/** Judges one count against the counts of earlier comparable periods; undefined when it is no rise. */
export function rise(
  now: number,
  before: readonly number[],
  leastDeviations = LEAST_DEVIATIONS,
): Pick<Rise, "now" | "meanTenths" | "deviationsCenti"> | undefined {
  if (before.length < LEAST_BASELINE || now < LEAST) return undefined;
  const mean = before.reduce((sum, n) => sum + n, 0) / before.length;
  const deviations = (now - mean) / Math.sqrt(mean + 1);
  // What was as big in one of the periods before comes and goes; it is not rising now.
  const isRise = now >= LEAST_FACTOR * mean && deviations >= leastDeviations && now > Math.max(...before);
  if (!isRise) return undefined;
  return { now, meanTenths: Math.round(mean * 10), deviationsCenti: Math.round(deviations * 100) };
}

/** Most remarkable first, ties by value and district. */
export function byRemarkable(a: Rise, b: Rise): number {
  return (
    b.deviationsCenti - a.deviationsCenti || byCodePoint(a.value, b.value) || byCodePoint(a.area ?? "", b.area ?? "")
  );
}

/**
 * Keywords that rise: `typical` are the values that the store calls typical of the period against the `periods` before.
 * Words of one character and plain numbers are left out: they tell nobody anything.
 */
export function risingKeywords(typical: readonly Contrast[], periods: number): Rise[] {
  if (periods < LEAST_BASELINE) return [];
  return typical
    .filter(({ value }) => [...value].length > 1 && /\p{L}/u.test(value))
    .flatMap(({ value, n, against }): Rise[] => {
      // Only the sum of the periods before is known: it is spread evenly.
      const evenly = Array.from({ length: periods }, () => against / periods);
      const found = rise(n, evenly, LEAST_DEVIATIONS_KEYWORD);
      return found ? [{ kind: "keyword", value, ...found }] : [];
    })
    .sort(byRemarkable);
}
