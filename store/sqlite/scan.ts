import type { FeedbackDocument } from "../../core/feedback-document.js";
import type { Context } from "./context.js";

/** See {@link Store.scan}. */
export async function* scan(
  context: Context,
  { after = "", size = 1000 }: { after?: string; size?: number } = {},
): AsyncGenerator<FeedbackDocument[]> {
  for (let last = after; ; ) {
    const documents = context.snapshot(() => {
      const rows = context
        .prepare("SELECT body FROM identities JOIN bodies USING (number) WHERE id > ? ORDER BY id LIMIT ?")
        .all(last, size) as { body: string }[];
      return rows.map(({ body }) => context.decode(body));
    });
    if (documents.length > 0) yield documents;
    if (documents.length < size) return;
    last = (documents.at(-1) as FeedbackDocument).id;
  }
}

/** See {@link Store.size}. */
export function size(context: Context): number {
  return context.snapshot(() => (context.prepare("SELECT count(*) AS n FROM identities").get() as { n: number }).n);
}
