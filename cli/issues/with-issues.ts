import type { Store } from "../../core/store.js";
import type { State } from "../../state/state.js";
import type { Shell } from "../shell.js";
import { withStore } from "../with-store.js";

/** Opens store and state beside whoever is at work on them, lends them to `work`, and closes them whatever happens. */
export async function withIssues<T>(shell: Shell, work: (state: State, store: Store) => Promise<T>): Promise<T> {
  return withStore(shell, async (store) => {
    const { openState } = await import("../../state/state.js");
    const { config } = shell.config();
    const state = openState(config.state.path, { clock: shell.clock, keyPath: config.state.key });
    try {
      return await work(state, store);
    } finally {
      state.close();
    }
  });
}
