import type { Store, Where } from "../../core/store.js";

/** What judging rules asks of a store. */
export type Judged = Pick<Store, "count" | "find" | "get">;

/** The messages that were written before an instant (ms): what could have been known then. */
export function storeAt(store: Judged, instant: number): Judged {
  const to = new Date(instant).toISOString();
  const cut = (where: Where): Where => ({ ...where, to: where.to !== undefined && where.to < to ? where.to : to });
  return {
    count: (query) => store.count({ ...query, where: cut(query.where ?? {}) }),
    find: (where, page) => store.find(cut(where), page),
    get: (ids) => store.get(ids),
  };
}
