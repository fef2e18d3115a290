import type { FeedbackItem } from "./feedback-item.js";

/**
 * A message after intake: cleaned, personal data masked, author gone, id given. Nothing before this form leaves the
 * coordinator: no queue, store, log or screen sees a {@link FeedbackItem}.
 */
export interface MaskedItem extends Omit<FeedbackItem, "author"> {
  /** Deterministic id of the document (see core/ids.ts). */
  id: string;
}
