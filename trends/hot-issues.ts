import type { Issue, IssueStats } from "../core/issue.js";
import type { Zone } from "../core/zone.js";
import { daysOf, type Period } from "./periods.js";

/** An issue with how much of it falls into a period. */
export interface HotIssue {
  issue: Issue;
  /** Messages of the period. */
  n: number;
}

/** How many messages of an issue were written in a period; the days at its edges count as whole. */
export function countWithin({ days }: Pick<IssueStats, "days">, period: Period, zone: Zone): number {
  const { first, last } = daysOf(period, zone);
  const [from, to] = [zone.dayText(first), zone.dayText(last)];
  return days.reduce((sum, { day, n }) => (day >= from && day <= to ? sum + n : sum), 0);
}

/** The issues that a period has messages of, in the given order. */
export function issuesWithin(issues: readonly Issue[], period: Period, zone: Zone): HotIssue[] {
  return issues.map((issue) => ({ issue, n: countWithin(issue.stats, period, zone) })).filter(({ n }) => n > 0);
}

/** The first few issues of a list, and whichever a person has pinned; the pinned ones first. */
export function pinnedFirst<T extends { issue: Pick<Issue, "pinned"> }>(ranked: readonly T[], top: number): T[] {
  const shown = ranked.filter(({ issue }, i) => issue.pinned || i < top);
  return [true, false].flatMap((pinned) => shown.filter(({ issue }) => issue.pinned === pinned));
}
