import type { Localized } from "../../core/localized.js";
import type { Zone } from "../../core/zone.js";
import type { DayKinds } from "../../trends/baseline/daily-series.js";
import type { Coverage } from "../../trends/coverage.js";
import type { JudgedWindow } from "./windows.js";

/** How one rule looks at one group and window: all that conditions need besides the figures. */
export interface Look {
  window: JudgedWindow;
  /** Whether all data of the window is in. */
  complete: boolean;
  /** Why it is not, as part of a sentence. */
  notIn: () => Localized;
  /** The rule's minimum count. */
  least: number;
  calendar: DayKinds;
  zone: Zone;
  /** Sources that the group draws on; undefined: all. */
  sources: readonly string[] | undefined;
  coverage: Coverage;
  /** Whether a case of the rule and group is open. */
  open: (key: string) => boolean;
  /** An instant (ms) in words, as precise as the rule's buckets. */
  timeWords: (instant: number) => Localized;
  /** Instant (ms) at which the window's last bucket starts. */
  startOfLast: () => number;
}
