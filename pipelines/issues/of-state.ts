import type { Clock } from "../../core/clock.js";
import type { Issue } from "../../core/issue.js";
import type { Store } from "../../core/store.js";
import type { State } from "../../state/state.js";
import { type IssueMessage, issueMessage } from "./issue-message.js";
import type { ListedIssue } from "./listed-issue.js";

/** Documents asked of the store at once. */
const PORTION = 500;

type Shown = Pick<State, "issues" | "matters" | "signatures">;

/** Some documents as messages, in the order of their ids; those that retention has removed are left out. */
async function messagesOf(ids: readonly string[], { signatures }: Shown, store: Store): Promise<IssueMessage[]> {
  const messages: IssueMessage[] = [];
  for (let start = 0; start < ids.length; start += PORTION) {
    const portion = ids.slice(start, start + PORTION);
    const known = signatures.byIds(portion);
    for (const document of await store.get(portion)) {
      if (document === undefined) continue;
      const { id, externalId = id } = document;
      messages.push(issueMessage(document, externalId, known.get(id)?.authorKey));
    }
  }
  return messages;
}

/** An issue that state keeps, with the messages that the store has of it. */
export async function issueOfState(issue: Issue, state: Shown, store: Store): Promise<ListedIssue> {
  const members = state.issues.members(issue.id).map(({ documentId }) => documentId);
  const messages = await messagesOf(members, state, store);
  messages.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  return { issue, messages, degraded: isDegraded(issue, state) };
}

/** Whether the messages that show an issue best were compared by their words alone. */
export function isDegraded({ representatives }: Issue, { matters }: Pick<State, "matters">): boolean {
  return matters.byIds(representatives).some(({ print }) => print.embedding === undefined);
}

/** The instant at which heat and status were measured, ms: the newest message. */
export function measuredAt({ matters }: Pick<State, "matters">, clock: Clock): number {
  return Math.min(clock.now(), matters.latest() ?? clock.now());
}

/** The ids that the sources use for the documents that issues quote. */
export async function quotedIds(issues: readonly Issue[], store: Store): Promise<Map<string, string>> {
  const ids = [...new Set(issues.flatMap(({ summary }) => summary.map(({ documentId }) => documentId)))];
  const own = new Map<string, string>();
  for (let start = 0; start < ids.length; start += PORTION) {
    for (const document of await store.get(ids.slice(start, start + PORTION))) {
      if (document?.externalId !== undefined) own.set(document.id, document.externalId);
    }
  }
  return own;
}
