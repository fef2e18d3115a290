import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { configSchema, type MinyiConfig } from "../../../config/schema.js";
import { cleanEnvironment, MAIN } from "../../cli/run.js";
import { LEXICAL, LEXICAL_ENV } from "../../helpers/lexical.js";

/** A queue of the test's own; with the engine that loads quickly. */
export function queueConfig(redis: string, prefix: string, queue: object = {}, settings: object = {}): MinyiConfig {
  return configSchema.parse({
    queue: { type: "bullmq", redis, prefix, workers: 1, ...queue },
    segment: { engine: "node-rs" },
    ...LEXICAL,
    ...settings,
  });
}

export interface WorkerProcess {
  pid: number;
  folder: string;
  /** What it has said on stderr. */
  said(): string;
  /** Sends the signal and gives exit code and signal. */
  end(signal: NodeJS.Signals): Promise<[number | null, NodeJS.Signals | null]>;
}

/** `minyi worker` as a process in an empty folder, ready to work. */
export async function startWorkerProcess(
  redis: string,
  prefix: string,
  env: Record<string, string> = {},
): Promise<WorkerProcess> {
  const folder = mkdtempSync(join(tmpdir(), "minyi-worker-"));
  const child = spawn(process.execPath, [MAIN, "worker"], {
    cwd: folder,
    env: cleanEnvironment({
      REDIS_URL: redis,
      MINYI_QUEUE_PREFIX: prefix,
      MINYI_SEGMENT_ENGINE: "node-rs",
      ...LEXICAL_ENV,
      ...env,
    }),
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  const ended = once(child, "exit") as Promise<[number | null, NodeJS.Signals | null]>;
  await new Promise<void>((resolve, reject) => {
    child.stderr.on("data", (data: Buffer) => {
      said += data.toString();
      if (said.includes("就绪")) resolve();
    });
    ended.then(([code]) => reject(new Error(`the worker ended with ${code}: ${said}`)), reject);
  });
  return {
    pid: child.pid as number,
    folder,
    said: () => said,
    async end(signal) {
      child.kill(signal);
      const how = await ended;
      rmSync(folder, { recursive: true, force: true });
      return how;
    },
  };
}
