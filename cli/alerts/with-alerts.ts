import { dirname } from "node:path";
import type { MinyiConfig } from "../../config/schema.js";
import type { Store } from "../../core/store.js";
import type { State } from "../../state/state.js";
import type { Shell } from "../shell.js";

/** What commands about alerts work with: the state beside whoever is at work on it. */
export interface AlertOffice {
  config: MinyiConfig;
  /** Folder that paths in the configuration are told from. */
  baseDir: string;
  state: State;
}

/** Opens the state beside whoever is at work on it, lends it to `work`, and closes it whatever happens. */
export async function withAlerts<T>(shell: Shell, work: (office: AlertOffice) => Promise<T>): Promise<T> {
  const { openState } = await import("../../state/state.js");
  const { config, path } = shell.config();
  const state = openState(config.state.path, { clock: shell.clock, keyPath: config.state.key });
  try {
    return await work({ config, baseDir: path === undefined ? shell.cwd : dirname(path), state });
  } finally {
    state.close();
  }
}

/** The same with the store, for reading. */
export async function withAlertsAndStore<T>(
  shell: Shell,
  work: (office: AlertOffice & { store: Store }) => Promise<T>,
): Promise<T> {
  const { withStore } = await import("../with-store.js");
  return withStore(shell, (store) => withAlerts(shell, (office) => work({ ...office, store })));
}
