import { workerData } from "node:worker_threads";
import type { MinyiConfig } from "../../config/schema.js";
import { openHost } from "./analysis-host.js";

/** A worker thread: each function is a task. */
export const { ready, describe, analyse, close } = openHost(workerData as MinyiConfig);
