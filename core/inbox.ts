import type { TakenItem } from "./masked-item.js";

/** The one input of a push source; the `number` in its position is that of the last entry read. */
export const INBOX_INPUT = "inbox";

/** A message that arrived at the push route. */
export interface InboxEntry extends TakenItem {
  /** Growing number, the order of arrival. */
  number: number;
  source: string;
  /** When it arrived, ms since the epoch. */
  receivedAt: number;
}

/** The inbox as the push connector reads it. */
export interface InboxReader {
  /** Entries of a source behind a number, in order of arrival. */
  read(source: string, after: number, limit: number): InboxEntry[];
}
