import type { MinyiConfig } from "../config/schema.js";
import type { Localized } from "../core/localized.js";
import type { Store } from "../core/store.js";

export interface OpenStoreOptions {
  /** Makes and changes nothing. */
  readOnly?: boolean;
  /** Told once when the store makes us wait for a while (it is away, busy or read-only), and once when it is back. */
  onWait?: (message: Localized) => void;
  /** Ends such waiting. */
  signal?: AbortSignal;
}

/** Opens the store that the configuration names. Throws what the store's own opening throws. */
export async function openStore(
  config: Pick<MinyiConfig, "store" | "timezone">,
  options: OpenStoreOptions = {},
): Promise<Store> {
  // Loaded when needed: whoever uses one engine does not pay for the other.
  if (config.store.type === "elasticsearch") {
    const { openElasticStore } = await import("./elasticsearch/store.js");
    return openElasticStore(config, options);
  }
  const { openSqliteStore } = await import("./sqlite/store.js");
  const { readOnly = false } = options;
  return openSqliteStore(config.store.path, { timezone: config.timezone, readOnly });
}
