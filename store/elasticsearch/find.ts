import { MinyiError } from "../../core/errors.js";
import type { Found, Page, Where } from "../../core/store.js";
import type { ElasticContext } from "./context.js";

/** See {@link Store.find}. */
export async function find(_context: ElasticContext, _where: Where, _page: Page = {}): Promise<Found> {
  throw new MinyiError({ zh: "尚未实现", en: "not there yet" });
}
