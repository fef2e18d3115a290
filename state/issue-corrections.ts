import { hashOf } from "../core/ids.js";
import type { Issue, IssueStatus } from "../core/issue.js";
import type { StateDatabase } from "./database.js";
import {
  emptyTitle,
  mergedAway,
  nothingToMerge,
  nothingToSplit,
  nothingToUndo,
  notItsMessages,
  undoOtherFirst,
  unknownIssue,
} from "./issue-errors.js";
import type { IssueEventKind, IssueEvents } from "./issue-events.js";
import type { FixedGroups } from "./issue-fixed.js";
import type { IssueMembers } from "./issue-members.js";
import type { IssueRows } from "./issue-rows.js";

/** What it takes to undo a correction, messages apart (those are in issue_moves). */
type Before =
  | { kind: "merge"; into: string; statuses: Record<string, IssueStatus> }
  | { kind: "split"; from: string; created: string }
  | { kind: "rename"; title: string | null }
  | { kind: "mark"; mark: "pinned" | "dismissed"; value: boolean };

interface Correction {
  number: number;
  before: Before;
}

/** What people do to issues. Every correction is recorded and can be undone, the last one of an issue first. */
export class IssueCorrections {
  constructor(
    private readonly database: StateDatabase,
    private readonly rows: IssueRows,
    private readonly members: IssueMembers,
    private readonly events: IssueEvents,
    private readonly fixed: FixedGroups,
  ) {}

  merge(ids: readonly string[], by: string): void {
    const [into, ...others] = new Set(ids);
    if (into === undefined || others.length === 0) throw nothingToMerge();
    const statuses = Object.fromEntries([into, ...others].map((id) => [id, this.living(id).status]));
    const number = this.note({ kind: "merge", into, statuses });
    for (const id of [into, ...others]) this.fixed.remember(number, id);
    for (const id of others) {
      this.members.assign(this.members.of(id).map((member) => ({ ...member, issueId: into })));
      this.rows.setStatus(id, "merged");
      this.events.record({ issueId: id, kind: "merged", other: into, by }, number);
      this.events.record({ issueId: into, kind: "merged", other: id, by }, number);
    }
    this.fixed.put(this.members.of(into), String(number));
    this.rows.refresh(into);
  }

  split(id: string, documentIds: readonly string[], by: string): string {
    const issue = this.living(id);
    const all = this.members.of(id);
    const own = new Set(all.map(({ documentId }) => documentId));
    const stranger = documentIds.find((documentId) => !own.has(documentId));
    if (stranger !== undefined) throw notItsMessages(id, stranger);
    const chosen = this.members.withCopies(id, documentIds);
    const parts = [true, false].map((side) => all.filter(({ documentId }) => chosen.has(documentId) === side));
    const [leaving, staying] = parts as [typeof all, typeof all];
    if (leaving.length === 0 || staying.length === 0) throw nothingToSplit(id);
    const number = this.note({ kind: "split", from: id, created: "" });
    const created = hashOf("split", id, String(number));
    this.describeBefore(number, { kind: "split", from: id, created });
    this.fixed.remember(number, id);
    this.rows.save({ ...issue, id: created, renamed: false, pinned: false, dismissed: false });
    this.members.assign(leaving.map((member) => ({ ...member, issueId: created })));
    this.fixed.put(leaving, `${number}a`);
    this.fixed.put(staying, `${number}b`);
    for (const part of [id, created]) this.rows.refresh(part);
    this.events.record({ issueId: id, kind: "split", other: created, by }, number);
    this.events.record({ issueId: created, kind: "split", other: id, by }, number);
    return created;
  }

  rename(id: string, title: string, by: string): void {
    const { title: former, renamed } = this.living(id);
    const given = title.trim();
    if (given === "") throw emptyTitle();
    if (renamed && given === former) return;
    const number = this.note({ kind: "rename", title: renamed ? former : null });
    this.rows.setGivenTitle(id, given);
    this.events.record({ issueId: id, kind: "renamed", by, details: { from: former, to: given } }, number);
  }

  mark(id: string, mark: "pinned" | "dismissed", value: boolean, by: string, kind: IssueEventKind): void {
    const former = this.living(id)[mark];
    if (former === value) return;
    const number = this.note({ kind: "mark", mark, value: former });
    this.rows.setMark(id, mark, value);
    this.events.record({ issueId: id, kind, by }, number);
  }

  undo(id: string, by: string): void {
    if (this.rows.get(id) === undefined) throw unknownIssue(id);
    const correction = this.lastOf(id);
    if (correction === undefined) throw nothingToUndo(id);
    const { number, before } = correction;
    if (before.kind === "split" && this.rows.get(before.from) === undefined) throw nothingToUndo(id);
    const involved = this.involvedIn(number);
    for (const other of involved) if (this.regroupedSince(other, number)) throw undoOtherFirst(id, other);
    this.database.prepare("UPDATE issue_corrections SET undone = 1 WHERE number = ?").run(number);
    switch (before.kind) {
      case "rename":
        this.rows.setGivenTitle(id, before.title);
        this.rows.refresh(id);
        break;
      case "mark":
        this.rows.setMark(id, before.mark, before.value);
        break;
      case "merge":
        for (const [issue, status] of Object.entries(before.statuses)) {
          if (issue !== before.into) this.rows.setStatus(issue, status);
        }
        this.moveBack(number, before.into);
        break;
      case "split":
        this.rows.setStatus(before.created, "merged");
        this.members.assign(this.members.of(before.created).map((member) => ({ ...member, issueId: before.from })));
        this.moveBack(number);
        this.events.record({ issueId: before.created, kind: "merged", other: before.from, by });
        break;
    }
    for (const issueId of involved) this.events.record({ issueId, kind: "undone", by, details: { of: before.kind } });
  }

  /** Puts the messages of a merge or split back where they were, those of `except` apart, wherever they are by now. */
  private moveBack(number: number, except?: string): void {
    const moves = this.fixed.remembered(number);
    const now = this.members.issueOf(moves.map(({ documentId }) => documentId));
    const touched = new Set(moves.map(({ issueId }) => issueId));
    for (const { documentId, at, issueId, together } of moves) {
      this.fixed.put([{ documentId, at }], together);
      const where = now.get(documentId);
      if (where === undefined || issueId === except) continue;
      touched.add(where);
      this.members.assign([{ documentId, at, issueId }]);
    }
    for (const issue of touched) {
      if (this.members.of(issue).length > 0 && this.rows.get(issue)?.status === "merged") {
        this.rows.setStatus(issue, "open");
      }
      this.rows.refresh(issue);
    }
  }

  private living(id: string): Issue {
    const issue = this.rows.get(id);
    if (issue === undefined) throw unknownIssue(id);
    if (issue.status !== "merged") return issue;
    const merge = this.events.history(id).findLast(({ kind, undone }) => kind === "merged" && !undone);
    throw mergedAway(id, merge?.other ?? "?");
  }

  private note(before: Before): number {
    const result = this.database
      .prepare("INSERT INTO issue_corrections (kind, before, undone) VALUES (?, ?, 0)")
      .run(before.kind, JSON.stringify(before));
    return Number(result.lastInsertRowid);
  }

  private describeBefore(number: number, before: Before): void {
    this.database
      .prepare("UPDATE issue_corrections SET before = ? WHERE number = ?")
      .run(JSON.stringify(before), number);
  }

  private lastOf(id: string): Correction | undefined {
    const row = this.database
      .prepare(
        `SELECT c.number AS number, before FROM issue_events e JOIN issue_corrections c ON c.number = e.correction
         WHERE e.issue = ? AND undone = 0 ORDER BY c.number DESC LIMIT 1`,
      )
      .get(id) as { number: number; before: string } | undefined;
    return row && { number: row.number, before: JSON.parse(row.before) as Before };
  }

  private involvedIn(number: number): string[] {
    const rows = this.database
      .prepare("SELECT DISTINCT issue FROM issue_events WHERE correction = ? ORDER BY issue")
      .all(number) as { issue: string }[];
    return rows.map(({ issue }) => issue);
  }

  /** Whether an issue was merged or split by a person after a correction, and that still holds. */
  private regroupedSince(id: string, number: number): boolean {
    return (
      this.database
        .prepare(
          `SELECT 1 FROM issue_events e JOIN issue_corrections c ON c.number = e.correction
           WHERE e.issue = ? AND c.number > ? AND undone = 0 AND c.kind IN ('merge', 'split') LIMIT 1`,
        )
        .get(id, number) !== undefined
    );
  }
}
