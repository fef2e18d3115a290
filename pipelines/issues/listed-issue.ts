import type { Issue } from "../../core/issue.js";

/** A message of an issue, as lists and tables show it; masked, its author known by a key alone. */
export interface IssueMessage {
  /** Id of the document. */
  id: string;
  /** The id that its source uses; where it has none, the number of its row in the file, or the document's id. */
  externalId: string;
  /** When it was written, ms. */
  at: number;
  title?: string;
  text: string;
  /** Keyed hash of the author: for counting and numbering within one answer, never shown. */
  authorKey?: string;
  likes?: number;
  dislikes?: number;
  /** Id of the message that it repeats. */
  duplicateOf?: string;
}

/** An issue with its messages, oldest first. */
export interface ListedIssue {
  issue: Issue;
  messages: IssueMessage[];
  /** Messages that were compared without the model, by their words alone. */
  withoutModel: number;
}
