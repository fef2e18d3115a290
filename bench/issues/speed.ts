import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serialize } from "node:v8";
import { shipped } from "../../core/paths.js";
import type { PlantedMatter } from "./planted/score.js";
import type { PlantedCorpus } from "./planted.js";
import type { ReadMessage } from "./prints.js";

/** What the program of a measurement is told. */
export interface SpeedTask {
  messages: ReadMessage[];
  matters: PlantedMatter[];
  count: number;
  /** New messages of a night, beside those that are known. */
  night?: number;
}

/** A full rebuild, embeddings given. */
export interface Rebuild {
  count: number;
  issues: number;
  seconds: number;
  /** Greatest resident memory of the whole process, the messages' prints included. */
  peakBytes: number;
}

/** Finds the issues of so many messages from nothing, in a process of its own. */
export function measureRebuild({ messages, matters }: PlantedCorpus, count: number): Rebuild {
  return inProcess<Rebuild>("rebuild-child.ts", { messages, matters, count });
}

/** A night's update of the issues, embeddings given, everything that is known in state. */
export interface Increment {
  /** Messages that were known. */
  count: number;
  /** Issues that were known. */
  issues: number;
  seconds: number;
  /** Greatest resident memory of the process, which has also written what is known. */
  peakBytes: number;
}

/** Brings a night's messages in upon so many known ones, in a process of its own. */
export function measureIncrement({ messages, matters }: PlantedCorpus, count: number, night: number): Increment {
  return inProcess<Increment>("increment-child.ts", { messages, matters, count, night });
}

function inProcess<T>(script: string, task: SpeedTask): T {
  const folder = mkdtempSync(join(tmpdir(), "minyi-speed-"));
  try {
    const path = join(folder, "task");
    // What the measured code does not read would only be counted as its memory.
    const messages = task.messages.map((message) => ({ ...message, tokens: [], places: [] }));
    writeFileSync(path, serialize({ ...task, messages }));
    const parameters = ["--max-old-space-size=16384", "--import", "tsx", shipped("bench", "issues", script), path];
    const run = spawnSync(process.execPath, parameters, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
    if (run.status !== 0) throw new Error(`${script} failed${run.error ? `: ${run.error.message}` : ""}`);
    return JSON.parse(run.stdout) as T;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
