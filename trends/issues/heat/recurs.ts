import type { Issue } from "../../../core/issue.js";
import { byCodePoint } from "../../top-list.js";
import { DAY } from "./growth.js";

const YEAR = 365.2425 * DAY;
/** How far the beginnings may be from a whole number of years apart. */
const SEASON = 45 * DAY;
/** Silence between the two: with less of it they are one long matter. */
const LEAST_SILENCE = 120 * DAY;
/** Share of the smaller one's keywords that both have. */
const LEAST_SHARED = 0.3;

/** What is compared of an issue. */
export type Recurring = Pick<Issue, "id" | "title" | "place" | "district" | "keywords" | "topic" | "stats">;

function samePlace(a: Recurring, b: Recurring): boolean {
  if (a.place === "" && b.place === "") return a.district === b.district;
  return a.place !== "" && b.place !== "" && (a.place.includes(b.place) || b.place.includes(a.place));
}

function sameMatter(a: Recurring, b: Recurring): boolean {
  if (a.title === b.title) return true;
  const theirs = new Set(b.keywords);
  const shared = a.keywords.filter((word) => theirs.has(word)).length;
  const least = Math.max(2, LEAST_SHARED * Math.min(a.keywords.length, b.keywords.length));
  return a.topic[0] === b.topic[0] && shared >= least;
}

function sameSeason(later: Recurring, earlier: Recurring): boolean {
  const [begun, before] = [Date.parse(later.stats.from), Date.parse(earlier.stats.from)];
  const years = Math.round((begun - before) / YEAR);
  const apart = Math.abs(begun - before - years * YEAR);
  return years >= 1 && apart <= SEASON && begun - Date.parse(earlier.stats.to) >= LEAST_SILENCE;
}

/**
 * Ids of the earlier issues of which this one is a recurrence, latest first: the same matter in the same place, begun at
 * the same time of an earlier year (45 days more or less), over for at least 120 days when this one began. `earlier`: the
 * closed issues.
 */
export function recursOf(issue: Recurring, earlier: readonly Recurring[]): string[] {
  return earlier
    .filter((other) => other.id !== issue.id && samePlace(issue, other) && sameMatter(issue, other))
    .filter((other) => sameSeason(issue, other))
    .sort((a, b) => byCodePoint(b.stats.from, a.stats.from) || byCodePoint(a.id, b.id))
    .map(({ id }) => id);
}
