import { ISSUE_STATUSES, type Issue, type IssueStatus } from "../core/issue.js";
import type { StateDatabase } from "./database.js";
import { IssueCorrections } from "./issue-corrections.js";
import { type IssueEvent, type IssueEventRecord, IssueEvents } from "./issue-events.js";
import { FixedGroups } from "./issue-fixed.js";
import { type IssueAssignment, type IssueMember, IssueMembers } from "./issue-members.js";
import { IssueRetention } from "./issue-retention.js";
import { IssueRows } from "./issue-rows.js";

export type { IssueEvent, IssueEventKind, IssueEventRecord } from "./issue-events.js";
export type { IssueAssignment, IssueMember } from "./issue-members.js";

/** The issues that are shown unless others are asked for. */
const SHOWN = ISSUE_STATUSES.filter((status) => status !== "merged");

/**
 * The hot issues: what is known of each, which messages are in it, what has happened to it, and what people have
 * corrected. `by` is always the account of the person.
 */
export class Issues {
  private readonly rows: IssueRows;
  private readonly membership: IssueMembers;
  private readonly events: IssueEvents;
  private readonly groups: FixedGroups;
  private readonly corrections: IssueCorrections;
  private readonly retention: IssueRetention;

  constructor(private readonly database: StateDatabase) {
    this.rows = new IssueRows(database);
    this.membership = new IssueMembers(database);
    this.events = new IssueEvents(database);
    this.groups = new FixedGroups(database);
    this.corrections = new IssueCorrections(database, this.rows, this.membership, this.events, this.groups);
    this.retention = new IssueRetention(database, this.rows);
  }

  /**
   * Issues by heat, highest first, then by number of messages, then by id.
   * @param options `statuses`: all but merged where not given; `includeDismissed`: not unless asked for
   */
  list(options: { statuses?: readonly IssueStatus[]; includeDismissed?: boolean; limit?: number } = {}): Issue[] {
    return this.rows.list(options.statuses ?? SHOWN, options.includeDismissed ?? false, options.limit ?? -1);
  }

  get(id: string): Issue | undefined {
    return this.rows.get(id);
  }

  /** The messages of an issue in order of time, ties by id. */
  members(id: string): IssueMember[] {
    return this.membership.of(id);
  }

  /** The issue of each message that is in one. */
  issueOf(documentIds: readonly string[]): Map<string, string> {
    return this.membership.issueOf(documentIds);
  }

  /**
   * Adds issues, or replaces what is known of them; they are no longer stale. The title that a person gave, pins and
   * dismissals stay as people have decided, whatever an issue that is known already says here.
   */
  save(issues: readonly Issue[]): void {
    this.database.transaction(() => {
      for (const issue of issues) this.rows.save(issue);
    });
  }

  /** Puts messages into issues, each out of the one that it was in; null: into none. */
  assign(members: readonly IssueAssignment[]): void {
    this.database.transaction(() => this.membership.assign(members));
  }

  /**
   * Ids of issues whose messages were changed by a correction or by retention, so that all but their number, first and
   * last time is out of date, in order of id.
   */
  stale(): string[] {
    return this.rows.stale();
  }

  /** Adds to the history. Of a merge both issues are told: see {@link IssueEvent}. */
  record(event: IssueEvent): void {
    this.database.transaction(() => this.events.record(event));
  }

  /** What has happened to an issue, in order. */
  history(id: string): IssueEventRecord[] {
    return this.events.history(id);
  }

  /**
   * The group of every message that a merge or split by a person has fixed: messages of one group are always in one
   * issue, messages of different groups never are.
   */
  fixed(): Map<string, string> {
    return this.groups.all();
  }

  /**
   * Merges issues into the first one named; the others stay on record as merged.
   * @throws UsageError when there are not two, or one is unknown or merged already
   */
  merge(ids: readonly string[], by: string): void {
    this.database.transaction(() => this.corrections.merge(ids, by));
  }

  /**
   * Makes an issue of its own of some messages of an issue, and of what repeats them, and gives its id.
   * @throws UsageError when a message is another's, or none would be left on one side
   */
  split(id: string, documentIds: readonly string[], by: string): string {
    return this.database.transaction(() => this.corrections.split(id, documentIds, by));
  }

  /** Gives an issue a title that stays. @throws UsageError when it is empty, or the issue is unknown or merged */
  rename(id: string, title: string, by: string): void {
    this.database.transaction(() => this.corrections.rename(id, title, by));
  }

  /** @throws UsageError when the issue is unknown or merged */
  pin(id: string, by: string): void {
    this.database.transaction(() => this.corrections.mark(id, "pinned", true, by, "pinned"));
  }

  /** @throws UsageError when the issue is unknown or merged */
  unpin(id: string, by: string): void {
    this.database.transaction(() => this.corrections.mark(id, "pinned", false, by, "unpinned"));
  }

  /** Takes an issue off the lists. @throws UsageError when the issue is unknown or merged */
  dismiss(id: string, by: string): void {
    this.database.transaction(() => this.corrections.mark(id, "dismissed", true, by, "dismissed"));
  }

  /** Puts an issue back on the lists. @throws UsageError when the issue is unknown or merged */
  restore(id: string, by: string): void {
    this.database.transaction(() => this.corrections.mark(id, "dismissed", false, by, "restored"));
  }

  /**
   * Takes back the last correction of an issue that still holds, whoever made it.
   * @throws UsageError when there is none, or an issue that it involves was merged or split again since
   */
  undo(id: string, by: string): void {
    this.database.transaction(() => this.corrections.undo(id, by));
  }

  /** Forgets messages created before an instant (ms), and issues that have none left; says how many were in an issue. */
  expire(before: number): number {
    return this.database.transaction(() => this.retention.expire(before));
  }

  /** For the right to be forgotten: the same for messages by id. */
  remove(documentIds: readonly string[]): number {
    return this.database.transaction(() => this.retention.remove(documentIds));
  }
}
