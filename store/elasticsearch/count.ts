import { MinyiError } from "../../core/errors.js";
import type { CountQuery, CountRow } from "../../core/store.js";
import type { ElasticContext } from "./context.js";

/** See {@link Store.count}. */
export async function count(_context: ElasticContext, _query: CountQuery): Promise<CountRow[]> {
  throw new MinyiError({ zh: "尚未实现", en: "not there yet" });
}
