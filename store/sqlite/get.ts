import type { FeedbackDocument } from "../../core/feedback-document.js";
import type { Context } from "./context.js";

/** See {@link Store.get}. */
export function get(context: Context, ids: readonly string[]): (FeedbackDocument | undefined)[] {
  return context.snapshot(() => {
    const rows = context
      .prepare(
        `SELECT id, body FROM identities JOIN bodies USING (number)
         WHERE id IN (SELECT value FROM json_each(?))`,
      )
      .all(JSON.stringify(ids)) as { id: string; body: string }[];
    const bodies = new Map(rows.map(({ id, body }) => [id, body]));
    return ids.map((id) => {
      const body = bodies.get(id);
      return body === undefined ? undefined : context.decode(body);
    });
  });
}
