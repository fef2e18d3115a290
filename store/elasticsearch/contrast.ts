import { MinyiError } from "../../core/errors.js";
import type { Contrast, Where } from "../../core/store.js";
import type { ElasticContext } from "./context.js";

/** See {@link Store.contrast}. */
export async function contrast(
  _context: ElasticContext,
  _where: Where,
  _against: Where,
  _field: "keywords" | "places",
): Promise<Contrast[]> {
  throw new MinyiError({ zh: "尚未实现", en: "not there yet" });
}
