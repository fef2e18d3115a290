import type { MinyiConfig } from "../../config/schema.js";
import type { Connector } from "../../core/connector.js";
import type { Issue } from "../../core/issue.js";
import type { Runner } from "../../core/runner.js";
import type { Zone } from "../../core/zone.js";
import { backgroundOf } from "../../trends/issues/describe/background.js";
import { findMatters } from "../../trends/issues/engine/find-matters.js";
import { recursOf } from "../../trends/issues/heat/recurs.js";
import { type FileMessage, type ReadMessagesOptions, readMessages } from "./file-messages.js";
import { issueMessage } from "./issue-message.js";
import type { ListedIssue } from "./listed-issue.js";
import { portrait } from "./portrait.js";

export interface FileIssuesOptions extends ReadMessagesOptions {
  config: MinyiConfig;
  zone: Zone;
}

/** What was found in a file. */
export interface FileIssues {
  /** Hottest first, then the larger, then the earlier; their ids are their ranks. */
  issues: ListedIssue[];
  /** Messages among which was looked: read, within the time asked for. */
  messages: number;
  /** Records that could not be read. */
  unreadable: number;
  /** Records with the id of an earlier one: left out. */
  repeatedIds: number;
  /** Messages that were compared by their words alone, without the model. */
  withoutModel: number;
  /** What heat and status are measured at: the newest message, ms; 0 where there is none. */
  now: number;
}

/**
 * The hot issues of a file alone, in memory: no store, no state. Everything is measured as of the file's newest message,
 * so that the same file gives the same answer on every day.
 * @throws InputError when the file as a whole cannot be read
 */
export async function issuesOfFile(
  connector: Connector,
  runner: Runner,
  options: FileIssuesOptions,
): Promise<FileIssues> {
  const { messages, ...counts } = await readMessages(connector, runner, options);
  const now = messages.reduce((latest, { matter }) => Math.max(latest, matter.at), 0);
  return {
    issues: issuesOf(messages, now, options),
    messages: messages.length,
    ...counts,
    withoutModel: messages.filter(({ matter }) => matter.print.embedding === undefined).length,
    now,
  };
}

function issuesOf(read: readonly FileMessage[], now: number, { config, zone }: FileIssuesOptions): ListedIssue[] {
  const { threshold } = config.issues;
  const matters = read.map(({ matter }) => matter);
  const numbers = findMatters(matters, threshold === undefined ? {} : { threshold });
  const groups = new Map<number, FileMessage[]>();
  for (const [i, number] of numbers.entries()) {
    if (number < 0) continue;
    const group = groups.get(number);
    if (group === undefined) groups.set(number, [read[i] as FileMessage]);
    else group.push(read[i] as FileMessage);
  }
  const background = backgroundOf(read.map(({ document }) => document));
  const listed = [...groups.values()].map((group): ListedIssue => {
    group.sort((a, b) => a.matter.at - b.matter.at || (a.matter.id < b.matter.id ? -1 : 1));
    const issue = portrait("", group, { background, config, zone, now });
    const best = new Set(issue.representatives);
    return {
      issue,
      messages: group.map(({ document, externalId, authorKey }) => issueMessage(document, externalId, authorKey)),
      degraded: group.some(({ matter }) => best.has(matter.id) && matter.print.embedding === undefined),
    };
  });
  listed.sort((a, b) => hotter(a.issue, b.issue));
  for (const [i, { issue }] of listed.entries()) issue.id = String(i + 1);
  const closed = listed.map(({ issue }) => issue).filter(({ status }) => status === "closed");
  for (const { issue } of listed) issue.recurs = recursOf(issue, closed);
  return listed;
}

function hotter(a: Issue, b: Issue): number {
  const order = b.heat - a.heat || b.stats.count - a.stats.count;
  if (order !== 0) return order;
  return `${a.stats.from}\0${a.title}` < `${b.stats.from}\0${b.title}` ? -1 : 1;
}
