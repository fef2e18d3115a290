import type { EvaluateOptions } from "../../alerts/evaluate/evaluate.js";
import { loadCalendar } from "../../config/holidays.js";
import type { Store } from "../../core/store.js";
import { Zone } from "../../core/zone.js";
import type { PipelineContext } from "../context.js";
import { lastReads, sourceWatermarks } from "./watermarks.js";

/**
 * What rules are judged by, apart from the instant.
 * @param now ms since the epoch: no source's data is complete beyond it
 * @param reads when sources were last read to their end, where that is known better than by past runs
 * @throws HolidaysError when the office's own calendar has a slip; DependencyError when the store is away
 */
export async function gathered(
  { config, state, store }: Pick<PipelineContext, "config" | "state"> & { store: Pick<Store, "find"> },
  now: number,
  reads: ReadonlyMap<string, number> = new Map(),
): Promise<Pick<EvaluateOptions, "calendar" | "zone" | "watermarks" | "issues">> {
  const zone = new Zone(config.timezone);
  const read = new Map([...lastReads(state.runs), ...reads]);
  return {
    calendar: loadCalendar(config.holidays),
    zone,
    watermarks: await sourceWatermarks(config.sources, store, read, now, zone),
    issues: state.issues.list({}),
  };
}
