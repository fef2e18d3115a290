import type { LoadedConfig } from "../../config/load.js";
import type { MinyiConfig } from "../../config/schema.js";
import type { Clock } from "../../core/clock.js";
import type { Localized } from "../../core/localized.js";

/** What a check found: `fail` means that something essential is down. */
export interface Finding {
  level: "ok" | "warn" | "fail";
  text: Localized;
  /** What to do about it. */
  fix?: Localized;
}

export interface CheckContext {
  /** Defaults where the configuration cannot be used; the check `config` then says so. */
  config: MinyiConfig;
  /** The configuration as it was loaded, or why it could not be. */
  loaded: LoadedConfig | { error: unknown };
  clock: Clock;
}

/** One thing that `minyi doctor` looks at. What it throws counts as a failure; nothing found: it is not in use here. */
export interface Check {
  /** Stable name, for scripts. */
  id: string;
  title: Localized;
  run(context: CheckContext): Finding[] | Promise<Finding[]>;
}
