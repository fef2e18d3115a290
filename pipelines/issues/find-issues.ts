import { hashOf } from "../../core/ids.js";
import type { Issue } from "../../core/issue.js";
import type { Sliced } from "../../core/slices.js";
import type { Zone } from "../../core/zone.js";
import type { IssueEvent } from "../../state/issue-events.js";
import type { IssueAssignment, IssueMember } from "../../state/issue-members.js";
import type { MatterRow } from "../../state/matters.js";
import { findMattersSliced } from "../../trends/issues/engine/find-matters.js";
import { type Matching, matchIssues } from "../../trends/issues/engine/match-issues.js";
import type { Neighbourhood } from "./neighbourhood.js";
import type { ChangedIssue } from "./voices.js";

/** What is known before messages are looked at. */
export interface KnownIssues {
  /** The issue of each message that is in one. */
  issueOf: ReadonlyMap<string, string>;
  get(id: string): Issue | undefined;
  /** The messages of an issue in order of time. */
  members(id: string): readonly IssueMember[];
  /** What people have fixed (see state/issue-fixed.ts). */
  fixed: ReadonlyMap<string, string>;
}

export interface FoundIssues {
  assignments: IssueAssignment[];
  /** Issues that are new, or whose messages are others than before. */
  changed: ChangedIssue[];
  events: IssueEvent[];
  /** Issues that are over: their messages are another's, or no longer one matter. */
  gone: Issue[];
}

const MACHINE = "machine";

/**
 * Groups messages into issues and finds the known issue that each group goes on as. Pure: says what is to be written.
 * @param fresh messages that are new or have changed
 */
export function* findIssues(
  { rows, partial, frequencies }: Neighbourhood,
  fresh: ReadonlySet<string>,
  known: KnownIssues,
  { threshold, zone }: { threshold: number | undefined; zone: Zone },
): Sliced<FoundIssues> {
  const before = new Map<string, string>();
  const matters = rows.map(({ id, at, print, representative }) => {
    const fixed = known.fixed.get(id);
    const issue = known.issueOf.get(id);
    if (issue !== undefined) before.set(id, issue);
    const together = issue !== undefined && partial.has(issue) && !fresh.has(id) ? issue : undefined;
    return {
      id,
      at,
      print,
      representative,
      ...(together !== undefined && { together }),
      ...(fixed !== undefined && { fixed }),
    };
  });
  const numbers = yield* findMattersSliced(matters, threshold === undefined ? {} : { threshold }, frequencies);
  const groups = groupsOf(rows, numbers);
  const matching = matchIssues(
    groups.map((group) => group.map(({ id }) => id)),
    before,
  );
  const taken = new Set<string>();
  const ids = groups.map((group, i) => matching.ids[i] ?? newId(group[0]!, zone, known, taken));
  const assignments = [...moves(rows, groups, ids, before), ...followers(matching, ids, rows, known)];
  return {
    assignments,
    changed: changedIssues(groups, ids, assignments, fresh, before, known),
    events: eventsOf(groups, ids, matching, fresh, known),
    gone: goneIssues(matching, known),
  };
}

/** The messages of each group in order of time, ties by id. */
function groupsOf(rows: readonly MatterRow[], numbers: readonly number[]): MatterRow[][] {
  const groups: MatterRow[][] = [];
  for (const [i, number] of numbers.entries()) {
    if (number < 0) continue;
    groups[number] ??= [];
    groups[number].push(rows[i]!);
  }
  for (const group of groups) group.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  return groups;
}

/** Messages that are in another issue than before, or in none any more. */
function moves(
  rows: readonly MatterRow[],
  groups: readonly MatterRow[][],
  ids: readonly string[],
  before: ReadonlyMap<string, string>,
): IssueAssignment[] {
  const now = new Map(groups.flatMap((group, i) => group.map(({ id }) => [id, ids[i]!] as const)));
  return rows.flatMap(({ id: documentId, at }) => {
    const issueId = now.get(documentId) ?? null;
    return issueId === (before.get(documentId) ?? null) ? [] : [{ documentId, issueId, at }];
  });
}

/**
 * Messages that were not looked at, of issues that have been merged into another: they go along. An issue may be too large
 * to be looked at as a whole, and the prints of old messages are forgotten.
 */
function followers(
  { mergedInto }: Matching,
  ids: readonly string[],
  rows: readonly MatterRow[],
  known: KnownIssues,
): IssueAssignment[] {
  if (mergedInto.size === 0) return [];
  const here = new Set(rows.map(({ id }) => id));
  return [...mergedInto].flatMap(([id, group]) =>
    known
      .members(id)
      .flatMap(({ documentId, at }) => (here.has(documentId) ? [] : [{ documentId, issueId: ids[group]!, at }])),
  );
}

function changedIssues(
  groups: readonly MatterRow[][],
  ids: readonly string[],
  assignments: readonly IssueAssignment[],
  fresh: ReadonlySet<string>,
  before: ReadonlyMap<string, string>,
  known: KnownIssues,
): ChangedIssue[] {
  const moved = new Map(assignments.map(({ documentId, issueId }) => [documentId, issueId]));
  const touched = new Set<string | null | undefined>(moved.values());
  for (const documentId of moved.keys()) touched.add(before.get(documentId));
  return groups.flatMap((group, i) => {
    const id = ids[i]!;
    if (!touched.has(id) && !group.some((row) => fresh.has(row.id))) return [];
    const former = known.get(id);
    const stayed = known.members(id).flatMap(({ documentId }) => (moved.has(documentId) ? [] : [documentId]));
    const came = assignments.flatMap(({ documentId, issueId }) => (issueId === id ? [documentId] : []));
    return [{ id, messages: [...stayed, ...came], ...(former && { former }) }];
  });
}

function eventsOf(
  groups: readonly MatterRow[][],
  ids: readonly string[],
  { ids: kept, splitFrom, movedTo, mergedInto, dissolved }: Matching,
  fresh: ReadonlySet<string>,
  known: KnownIssues,
): IssueEvent[] {
  const events: IssueEvent[] = [];
  for (const [i, group] of groups.entries()) {
    const issueId = ids[i]!;
    if (kept[i] === undefined) {
      events.push({ issueId, kind: "opened", by: MACHINE });
      const source = splitFrom.get(i);
      if (source !== undefined) events.push({ issueId: source, kind: "split", other: issueId, by: MACHINE });
    } else if (known.get(issueId)?.status === "closed" && group.some((row) => fresh.has(row.id))) {
      events.push({ issueId, kind: "reopened", by: MACHINE });
    }
  }
  for (const [issueId, group] of movedTo) events.push({ issueId, kind: "split", other: ids[group]!, by: MACHINE });
  for (const [issueId, group] of mergedInto) events.push({ issueId, kind: "merged", other: ids[group]!, by: MACHINE });
  for (const issueId of dissolved) {
    events.push({ issueId, kind: "closed", by: MACHINE, details: { reason: "dissolved" } });
  }
  return events;
}

function goneIssues({ mergedInto, dissolved }: Matching, known: KnownIssues): Issue[] {
  const over = (ids: Iterable<string>, status: "merged" | "closed"): Issue[] =>
    [...ids].flatMap((id) => {
      const issue = known.get(id);
      return issue === undefined ? [] : [{ ...issue, status }];
    });
  return [...over(mergedInto.keys(), "merged"), ...over(dissolved, "closed")];
}

/** Day of the first message and a few digits of its hash: 20190814-3f2a. More digits where that is taken. */
function newId(first: MatterRow, zone: Zone, known: KnownIssues, taken: Set<string>): string {
  const day = zone.dayText(zone.dayOf(first.at)).replaceAll("-", "");
  const hash = hashOf("issue", first.id);
  for (let digits = 4; ; digits++) {
    const id = `${day}-${hash.slice(0, digits)}`;
    if (digits < hash.length && (taken.has(id) || known.get(id) !== undefined)) continue;
    taken.add(id);
    return id;
  }
}
