import type { MinyiConfig } from "../../config/schema.js";
import { openStore } from "../../store/open.js";

/** Asks the store for something, without making anything and without the patience that a run has. */
export function storeProbe(config: MinyiConfig): (signal: AbortSignal) => Promise<void> {
  const impatient = { ...config, store: { ...config.store, patience: 0 } };
  return async (signal) => {
    const store = await openStore(impatient, { readOnly: true, signal });
    try {
      await store.get(["-"]);
    } finally {
      await store.close();
    }
  };
}
