import type { MinyiConfig } from "../../config/schema.js";
import { poisonPoint } from "../../core/crash-point.js";
import { MinyiError } from "../../core/errors.js";
import type { Localized } from "../../core/localized.js";
import type { MaskedItem } from "../../core/masked-item.js";
import { type OpenedPlan, openPlan } from "../analyse/analyzers.js";

/** What a worker thread is, for the run's manifest and for warnings. */
export interface PlanDescription {
  /** Per analyzer its full version. */
  versions: Record<string, string>;
  /** Segmenter in use, with its version. */
  engine: string;
  warnings: Localized[];
}

/** Why a worker thread cannot work: an error of ours, in parts that survive the way between threads. */
export interface PlanFailure {
  what: Localized;
  fix: Localized | undefined;
  exitCode: number;
}

/** What a worker thread or process does, by the names of the tasks. */
export interface AnalysisHost {
  /** Does nothing: a thread is started by being given something. */
  ready(): void;
  describe(): PlanDescription | PlanFailure;
  /** Masked items to the plan's chunk of results, both as JSON. */
  analyse(json: string): Promise<string>;
  /** Ends what it has started: to be the last that is asked of it. */
  close(): Promise<void>;
}

/** Loads the analyzers, once for the life of the thread or process. */
export function openHost(config: MinyiConfig): AnalysisHost {
  const opened = open(config);
  return {
    ready() {},
    describe() {
      if ("what" in opened) return opened;
      return { versions: opened.plan.manifest, engine: opened.engine, warnings: opened.warnings };
    },
    async analyse(json) {
      if ("what" in opened) throw new Error(opened.what.en);
      const items = JSON.parse(json) as MaskedItem[];
      poisonPoint(items.map(({ text }) => text));
      const chunk = await opened.plan.analyse(items);
      const warnings = opened.lateWarnings();
      return JSON.stringify(warnings.length === 0 ? chunk : { ...chunk, warnings });
    },
    async close() {
      if (!("what" in opened)) await opened.close();
    },
  };
}

function open(config: MinyiConfig): OpenedPlan | PlanFailure {
  try {
    return openPlan(config);
  } catch (error) {
    if (!(error instanceof MinyiError)) throw error;
    const { what, fix, exitCode } = error;
    return { what, fix, exitCode };
  }
}
