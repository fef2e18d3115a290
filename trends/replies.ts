import type { Store } from "../core/store.js";
import type { Period } from "./periods.js";

/** Answers are no dimension of the store, so messages are read one by one: only up to this many. */
const MOST = 5_000;
const PAGE = 1_000;

export interface Replies {
  answered: number;
  of: number;
}

/**
 * How many messages of a period have an answer. Undefined when that is not known: none has one (the sources then do
 * not tell), or there are too many messages to look at each.
 */
export async function countReplies(store: Store, period: Period, messages: number): Promise<Replies | undefined> {
  if (messages === 0 || messages > MOST) return undefined;
  let answered = 0;
  let of = 0;
  let after: string | undefined;
  do {
    const page = await store.find({ ...period }, { size: PAGE, ...(after ? { after } : {}) });
    answered += page.hits.filter(({ document }) => document.reply !== undefined).length;
    of += page.hits.length;
    after = page.next;
  } while (after !== undefined);
  return answered === 0 ? undefined : { answered, of };
}
