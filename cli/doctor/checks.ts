import { absolutePaths } from "../../config/file-paths.js";
import type { LoadedConfig } from "../../config/load.js";
import { configSchema } from "../../config/schema.js";
import type { Clock } from "../../core/clock.js";
import { MinyiError } from "../../core/errors.js";
import { analysisCheck } from "./analysis.js";
import type { Check, CheckContext, Finding } from "./check.js";
import { configCheck } from "./config.js";
import { diskCheck } from "./disk.js";
import { elasticsearchCheck } from "./elasticsearch.js";
import { holidaysCheck } from "./holidays.js";
import { keyCheck } from "./key.js";
import { modelsCheck } from "./models.js";
import { nodeCheck } from "./node.js";
import { redisCheck } from "./redis.js";
import { schedulesCheck } from "./schedules.js";
import { serverCheck } from "./server.js";
import { sourcesCheck } from "./sources.js";
import { sqliteCheck } from "./sqlite.js";
import { zoneCheck } from "./zone.js";

/** Every check, in the order in which they are shown: a new one is one file and one line here. */
export const CHECKS: readonly Check[] = [
  nodeCheck,
  configCheck,
  zoneCheck,
  holidaysCheck,
  diskCheck,
  keyCheck,
  sqliteCheck,
  elasticsearchCheck,
  redisCheck,
  sourcesCheck,
  serverCheck,
  schedulesCheck,
  modelsCheck,
  analysisCheck,
];

export interface Checked {
  check: Check;
  findings: Finding[];
}

function failure(error: unknown): Finding {
  if (error instanceof MinyiError) {
    return { level: "fail", text: error.what, ...(error.fix ? { fix: error.fix } : {}) };
  }
  const text = error instanceof Error ? error.message : String(error);
  return { level: "fail", text: { zh: text, en: text } };
}

/** Runs every check that has something to look at; none of them keeps the others from being run. */
export async function runChecks(load: () => LoadedConfig, cwd: string, clock: Clock): Promise<Checked[]> {
  let loaded: CheckContext["loaded"];
  try {
    loaded = load();
  } catch (error) {
    loaded = { error };
  }
  const config = "error" in loaded ? absolutePaths(configSchema.parse({}), cwd) : loaded.config;
  const done: Checked[] = [];
  for (const check of CHECKS) {
    try {
      const findings = await check.run({ config, loaded, clock });
      if (findings.length > 0) done.push({ check, findings });
    } catch (error) {
      done.push({ check, findings: [failure(error)] });
    }
  }
  return done;
}
