import type { FeedbackItem } from "./feedback-item.js";

/**
 * A message after intake: cleaned, personal data masked, author gone, id given. Nothing before this form leaves the
 * coordinator: no queue, store, log or screen sees a {@link FeedbackItem}.
 */
export interface MaskedItem extends Omit<FeedbackItem, "author"> {
  /** Deterministic id of the document (see core/ids.ts). */
  id: string;
}

/** A message that intake let pass: masked, with what only state keeps beside it. */
export interface TakenItem {
  item: MaskedItem;
  /** Hash of the masked item: equal for the same content read again. */
  hash: string;
  authorKey?: string;
}
