import { Worker } from "node:worker_threads";
import type { MinyiConfig } from "../../config/schema.js";
import { type AnalysisHost, openHost } from "./analysis-host.js";
import type { ChildAnswer, ChildOrder } from "./child-pool.js";

/** A hung task keeps this thread from hearing that the parent is gone: another one looks. */
const WATCH = `const parent = process.ppid;
setInterval(() => process.ppid === parent || process.kill(process.pid, "SIGKILL"), 2000);`;
new Worker(WATCH, { eval: true }).unref();

/** A child process that analyses: the first message is the configuration, every other one a task. */
let host: AnalysisHost | undefined;

process.on("message", async (message: MinyiConfig | ChildOrder) => {
  if (host === undefined) {
    host = openHost(message as MinyiConfig);
    return;
  }
  const { id, name, payload } = message as ChildOrder;
  let answer: ChildAnswer;
  try {
    answer = { id, result: await host[name](payload as string) };
  } catch (error) {
    answer = { id, error: error instanceof Error ? error.message : String(error) };
  }
  process.send?.(answer);
});
