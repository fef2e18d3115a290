import type { Issue } from "../../core/issue.js";
import type { ListedIssue } from "../../pipelines/issues/listed-issue.js";
import type { IssueEventRecord } from "../../state/issues.js";

/** The ids that documents have in their sources, by their ids here. */
export function ownIds({ messages }: Pick<ListedIssue, "messages">): Map<string, string> {
  return new Map(messages.map(({ id, externalId }) => [id, externalId]));
}

/** What scripts get to read of an issue: stable keys; ids of messages are those of their sources. */
function figures(issue: Issue, own: ReadonlyMap<string, string>): object {
  const { id, title, place, heat, heatParts, stats, status, keywords, summary, topic, district, flags } = issue;
  const idOf = (documentId: string): string => own.get(documentId) ?? documentId;
  return {
    id,
    title,
    place,
    heat,
    heatParts,
    from: stats.from,
    to: stats.to,
    count: stats.count,
    citizens: stats.citizens,
    status,
    flags,
    topic,
    district,
    places: issue.places,
    keywords,
    summary: summary.map(({ text, documentId }) => ({ text, id: idOf(documentId) })),
    written: issue.written ?? null,
    representatives: issue.representatives.map(idOf),
    negative: stats.negative,
    severity: stats.severity,
    likes: stats.likes,
    dislikes: stats.dislikes,
    echoes: stats.echoes,
    pinned: issue.pinned,
    dismissed: issue.dismissed,
    renamed: issue.renamed,
    recurs: issue.recurs,
  };
}

/** One element of the array that `minyi issues --json` prints. */
export function issueJson(listed: ListedIssue, rank: number): object {
  const own = ownIds(listed);
  return {
    rank,
    ...figures(listed.issue, own),
    degraded: listed.degraded,
    externalIds: listed.messages.map(({ externalId }) => externalId),
  };
}

/** What `minyi issues show --json` prints. */
export function issueDetailJson(listed: ListedIssue, history: readonly IssueEventRecord[]): object {
  const own = ownIds(listed);
  return {
    ...figures(listed.issue, own),
    degraded: listed.degraded,
    messages: listed.messages.map(({ externalId, at, title, text, likes, dislikes, duplicateOf }) => ({
      id: externalId,
      at: new Date(at).toISOString(),
      title: title ?? null,
      text,
      likes: likes ?? null,
      dislikes: dislikes ?? null,
      repeats: duplicateOf === undefined ? null : (own.get(duplicateOf) ?? duplicateOf),
    })),
    history: history.map(({ at, kind, other, by, details, undone }) => ({
      at: new Date(at).toISOString(),
      kind,
      other: other ?? null,
      by,
      details: details ?? null,
      undone,
    })),
  };
}
