import type { MinyiConfig } from "../config/schema.js";
import type { Store } from "../core/store.js";
import { openSqliteStore } from "./sqlite/store.js";

/** Opens the store that the configuration names. Throws what the store's own opening throws. */
export async function openStore(
  config: Pick<MinyiConfig, "store" | "timezone">,
  options: { readOnly?: boolean } = {},
): Promise<Store> {
  return openSqliteStore(config.store.path, { timezone: config.timezone, ...options });
}
