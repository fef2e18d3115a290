import type { Store } from "../core/store.js";
import type { Shell } from "./shell.js";

/** Opens the configured store for reading, lends it to `work`, and closes it whatever happens. */
export async function withStore<T>(shell: Shell, work: (store: Store) => Promise<T>): Promise<T> {
  const { openStore } = await import("../store/open.js");
  const store = await openStore(shell.config().config, { readOnly: true });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
