import { evaluate } from "../../alerts/evaluate/evaluate.js";
import type { Rule } from "../../alerts/rules/rule.js";
import { loadCalendar } from "../../config/holidays.js";
import type { Verdict } from "../../core/alert.js";
import type { Store, Where } from "../../core/store.js";
import { Zone } from "../../core/zone.js";
import { lastReads, sourceWatermarks } from "../../pipelines/alerts/watermarks.js";
import type { AlertOffice } from "./with-alerts.js";

/** The messages that were written before an instant: what could have been known then. */
function before(store: Store, instant: number): Pick<Store, "count" | "find"> {
  const cut = (where: Where): Where => {
    const to = new Date(instant).toISOString();
    return { ...where, to: where.to !== undefined && where.to < to ? where.to : to };
  };
  return {
    count: (query) => store.count({ ...query, where: cut(query.where ?? {}) }),
    find: (where, page) => store.find(cut(where), page),
  };
}

/**
 * What rules say of every group, whatever was judged before; changes nothing.
 * @param at instant that they are judged at, ms; messages written later are left out
 */
export async function judgeAt(
  rules: readonly Rule[],
  { config, state, store }: AlertOffice & { store: Store },
  at: number,
  now: number,
): Promise<Verdict[]> {
  const zone = new Zone(config.timezone);
  const watermarks = await sourceWatermarks(config.sources, store, lastReads(state.runs), now, zone);
  const { verdicts } = await evaluate(rules, {
    store: at < now ? before(store, at) : store,
    calendar: loadCalendar(config.holidays),
    zone,
    now: at,
    watermarks: new Map([...watermarks].map(([source, mark]) => [source, Math.min(mark, at)])),
    issues: state.issues.list({}),
    documents: 0,
  });
  return verdicts;
}
