import { evaluate } from "../../alerts/evaluate/evaluate.js";
import type { Rule } from "../../alerts/rules/rule.js";
import type { Verdict } from "../../core/alert.js";
import type { Store } from "../../core/store.js";
import { gathered } from "../../pipelines/alerts/gather.js";
import { storeAt } from "./store-at.js";
import type { AlertOffice } from "./with-alerts.js";

/**
 * What rules say of every group, whatever was judged before; changes nothing.
 * @param at instant that they are judged at, ms; messages written later are left out
 */
export async function judgeAt(
  rules: readonly Rule[],
  office: AlertOffice & { store: Store },
  at: number,
  now: number,
): Promise<Verdict[]> {
  const store = at < now ? storeAt(office.store, at) : office.store;
  const { watermarks, ...known } = await gathered(office, now);
  const { verdicts } = await evaluate(rules, {
    ...known,
    store,
    now: at,
    watermarks: new Map([...watermarks].map(([source, mark]) => [source, Math.min(mark, at)])),
    documents: 0,
  });
  return verdicts;
}
