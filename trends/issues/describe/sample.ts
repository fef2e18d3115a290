import type { FeedbackDocument } from "../../../core/feedback-document.js";
import { hashOf } from "../../../core/ids.js";
import { byCodePoint } from "../../top-list.js";

/** Earliest first, then by id: the order in which an issue's messages are looked at, whatever order they came in. */
export function byTime(a: FeedbackDocument, b: FeedbackDocument): number {
  return Date.parse(a.createdAt) - Date.parse(b.createdAt) || byCodePoint(a.id, b.id);
}

/**
 * At most `size` of the documents, in order of time. Chosen by a hash of the id, so that one more message changes at
 * most one of them.
 */
export function sampleOf(documents: readonly FeedbackDocument[], size: number): FeedbackDocument[] {
  if (documents.length <= size) return [...documents].sort(byTime);
  const hashed = documents.map((document) => ({ document, hash: hashOf("sample", document.id) }));
  hashed.sort((a, b) => byCodePoint(a.hash, b.hash));
  return hashed
    .slice(0, size)
    .map(({ document }) => document)
    .sort(byTime);
}
