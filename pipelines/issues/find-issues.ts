import { hashOf } from "../../core/ids.js";
import type { Issue } from "../../core/issue.js";
import type { Zone } from "../../core/zone.js";
import type { IssueEvent } from "../../state/issue-events.js";
import type { IssueAssignment } from "../../state/issue-members.js";
import type { MatterRow } from "../../state/matters.js";
import { findMatters } from "../../trends/issues/engine/find-matters.js";
import type { GramFrequencies } from "../../trends/issues/engine/frequencies.js";
import { matchIssues } from "../../trends/issues/engine/match-issues.js";
import type { ChangedIssue } from "./voices.js";

/** What is known before messages are looked at. */
export interface KnownIssues {
  /** The issue of each message that is in one. */
  issueOf: ReadonlyMap<string, string>;
  get(id: string): Issue | undefined;
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
 * @param rows messages, with every issue of which one message is here whole
 * @param fresh messages that are new or have changed
 */
export function findIssues(
  rows: readonly MatterRow[],
  fresh: ReadonlySet<string>,
  known: KnownIssues,
  options: { frequencies: GramFrequencies; threshold: number | undefined; zone: Zone },
): FoundIssues {
  const matters = rows.map(({ id, at, print, representative }) => {
    const fixed = known.fixed.get(id);
    return { id, at, print, representative, ...(fixed !== undefined && { fixed }) };
  });
  const { threshold, frequencies, zone } = options;
  const numbers = findMatters(matters, threshold === undefined ? {} : { threshold }, frequencies);
  const groups: MatterRow[][] = [];
  for (const [i, number] of numbers.entries()) {
    if (number < 0) continue;
    groups[number] ??= [];
    groups[number].push(rows[i]!);
  }
  for (const group of groups) group.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const here = new Map(rows.flatMap(({ id }) => (known.issueOf.has(id) ? [[id, known.issueOf.get(id)!]] : [])));
  const matching = matchIssues(
    groups.map((group) => group.map(({ id }) => id)),
    here,
  );

  const names = new Set<string>();
  const ids = groups.map((group, i) => matching.ids[i] ?? newId(group[0]!, zone, known, names));
  const found: FoundIssues = { assignments: [], changed: [], events: [], gone: [] };
  const stays = new Map<string, string>();
  for (const [i, group] of groups.entries()) {
    const id = ids[i]!;
    for (const { id: documentId, at } of group) {
      stays.set(documentId, id);
      if (here.get(documentId) !== id) found.assignments.push({ documentId, issueId: id, at });
    }
  }
  for (const { id: documentId, at } of rows) {
    if (here.has(documentId) && !stays.has(documentId)) found.assignments.push({ documentId, issueId: null, at });
  }
  const touched = new Set(found.assignments.flatMap(({ documentId }) => [stays.get(documentId), here.get(documentId)]));
  for (const [i, group] of groups.entries()) {
    const id = ids[i]!;
    const former = matching.ids[i] === undefined ? undefined : known.get(id);
    const changed = touched.has(id) || group.some((row) => fresh.has(row.id));
    if (changed) found.changed.push({ id, messages: group.map((row) => row.id), ...(former && { former }) });
    if (former === undefined) {
      found.events.push({ issueId: id, kind: "opened", by: MACHINE });
      const source = matching.splitFrom.get(i);
      if (source !== undefined) found.events.push({ issueId: source, kind: "split", other: id, by: MACHINE });
    } else if (former.status === "closed" && group.some((row) => fresh.has(row.id))) {
      found.events.push({ issueId: id, kind: "reopened", by: MACHINE });
    }
  }
  for (const [id, group] of matching.movedTo) {
    found.events.push({ issueId: id, kind: "split", other: ids[group]!, by: MACHINE });
  }
  for (const [id, group] of matching.mergedInto) {
    const issue = known.get(id);
    if (issue === undefined) continue;
    found.gone.push({ ...issue, status: "merged" });
    found.events.push({ issueId: id, kind: "merged", other: ids[group]!, by: MACHINE });
  }
  for (const id of matching.dissolved) {
    const issue = known.get(id);
    if (issue === undefined) continue;
    found.gone.push({ ...issue, status: "closed" });
    found.events.push({ issueId: id, kind: "closed", by: MACHINE, details: { reason: "dissolved" } });
  }
  return found;
}

/** Day of the first message and a few digits of its hash: 20190814-3f2a. More digits where that is taken. */
function newId(first: MatterRow, zone: Zone, known: KnownIssues, names: Set<string>): string {
  const day = zone.dayText(zone.dayOf(first.at)).replaceAll("-", "");
  const hash = hashOf("issue", first.id);
  for (let digits = 4; ; digits++) {
    const id = `${day}-${hash.slice(0, digits)}`;
    if (digits < hash.length && (names.has(id) || known.get(id) !== undefined)) continue;
    names.add(id);
    return id;
  }
}
