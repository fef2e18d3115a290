import { workerData } from "node:worker_threads";
import type { MinyiConfig } from "../../config/schema.js";
import type { Localized } from "../../core/localized.js";
import type { MaskedItem } from "../../core/masked-item.js";
import { openPlan } from "../analyse/analyzers.js";
import type { AnalysedChunk } from "../analyse/plan.js";

/** What a worker thread is, for the run's manifest and for warnings. */
export interface PlanDescription {
  /** Per analyzer its full version. */
  versions: Record<string, string>;
  /** Segmenter in use, with its version. */
  engine: string;
  warnings: Localized[];
}

const { plan, engine, warnings } = openPlan(workerData as MinyiConfig);

/** Task `describe`. */
export function describe(): PlanDescription {
  return { versions: plan.manifest, engine, warnings };
}

/** Task `analyse`: masked items to analyses, one each, in order. */
export function analyse(items: MaskedItem[]): Promise<AnalysedChunk> {
  return plan.analyse(items);
}
