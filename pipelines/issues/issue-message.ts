import type { FeedbackDocument } from "../../core/feedback-document.js";

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
  /** Id of the document that it repeats. */
  duplicateOf?: string;
}

/** A document as a message of an issue. */
export function issueMessage(
  { id, createdAt, title, text, engagement, analysis }: FeedbackDocument,
  externalId: string,
  authorKey: string | undefined,
): IssueMessage {
  const { likes, dislikes } = engagement ?? {};
  const { duplicateOf } = analysis;
  return {
    id,
    externalId,
    at: Date.parse(createdAt),
    ...(title !== undefined && { title }),
    text,
    ...(authorKey !== undefined && { authorKey }),
    ...(likes !== undefined && { likes }),
    ...(dislikes !== undefined && { dislikes }),
    ...(duplicateOf !== undefined && { duplicateOf }),
  };
}
