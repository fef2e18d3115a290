import type { MinyiConfig } from "../../config/schema.js";
import { MinyiError } from "../../core/errors.js";
import { hashOf } from "../../core/ids.js";
import type { PlanDescription, PlanFailure } from "./analysis-host.js";
import { InlineRunner } from "./inline.js";

/** What this machine would analyse with, and a short name for it: equal names, equal results. */
export interface LocalPlan {
  description: PlanDescription;
  hash: string;
}

/**
 * Loads the analyzers once to see what they are.
 * @throws MinyiError when they cannot be opened, e.g. a dictionary of the office has a bad line.
 */
export async function localPlan(config: MinyiConfig, runner?: InlineRunner): Promise<LocalPlan> {
  const probe = runner ?? new InlineRunner({ ...config, queue: { ...config.queue, workers: 1 } });
  try {
    const description = await probe.run<null, PlanDescription | PlanFailure>({ name: "describe", payload: null });
    if ("what" in description) {
      const { what, fix, exitCode } = description;
      throw new MinyiError(what, { exitCode, ...(fix && { fix }) });
    }
    return { description, hash: planHash(description, config) };
  } finally {
    if (runner === undefined) await probe.close();
  }
}

/** Versions hold the hashes of dictionaries and models; of the configuration, what enters results besides them. */
function planHash({ versions, engine }: PlanDescription, { city, topic, sentiment }: MinyiConfig): string {
  const settings = [city ?? "", topic.model, topic.abstainBelow, sentiment.model];
  return hashOf(JSON.stringify(Object.entries(versions).sort()), engine, JSON.stringify(settings)).slice(0, 12);
}
