import type { Store } from "../../core/store.js";
import { Background } from "../../trends/issues/describe/background.js";

/** So many of the newest messages tell what words are used at large. */
const MESSAGES = 5_000;
const PAGE = 1_000;

/** The background that issues are held against when they are described: the newest messages of the store. */
export async function readBackground(store: Store): Promise<Background> {
  const background = new Background();
  let after: string | undefined;
  do {
    const { hits, next } = await store.find({}, { size: PAGE, ...(after !== undefined && { after }) });
    for (const { document } of hits) background.add(document);
    after = next;
  } while (after !== undefined && background.documents < MESSAGES);
  return background;
}
