import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { LoadedConfig } from "../config/load.js";
import type { Localized } from "../core/localized.js";
import type { PipelineContext } from "../pipelines/context.js";
import type { Shell } from "./shell.js";

export interface PipelineOptions {
  /** Told when another process or machine is at work; default: said on stderr. */
  onBusy?: (message: Localized) => void;
  /** Told of waits and of their end; default: said on stderr. */
  onWait?: (message: Localized) => void;
}

/**
 * Opens state, store and runner under the coordinator's lock, lends them to `work`, and closes them whatever happens.
 * Where the command stops by itself on a signal, that ends its waiting for a store too. Undefined, with a word
 * about it, when another process is at work on the same state, or another machine on the same queue.
 */
export async function withPipeline<T>(
  shell: Shell,
  { config, hash, path }: Pick<LoadedConfig, "config" | "hash" | "path">,
  work: (context: PipelineContext) => Promise<T>,
  { onBusy = (message) => shell.warn(message), onWait = (message) => shell.warn(message) }: PipelineOptions = {},
): Promise<T | undefined> {
  const [{ takeLock }, { openState }, { openStore }, { openRunner }, { maskText }] = await Promise.all([
    import("../state/lock.js"),
    import("../state/state.js"),
    import("../store/open.js"),
    import("../pipelines/runners/open.js"),
    import("../analyzers/privacy/mask.js"),
  ]);
  shell.maskWith(maskText);
  const lock = takeLock(config.state.path);
  if (lock === undefined) {
    onBusy({
      zh: `另一个 minyi 正在使用 ${config.state.path}，这次不运行。`,
      en: `Another minyi is at work on ${config.state.path}; nothing was done.`,
    });
    return undefined;
  }
  const signal = shell.interruption;
  const patience = { onWait, ...(signal && { signal }) };
  try {
    mkdirSync(dirname(config.store.path), { recursive: true });
    const state = openState(config.state.path, { clock: shell.clock, keyPath: config.state.key });
    try {
      const opened = await openRunner(config, { onNotice: patience.onWait, ...(signal && { signal }) });
      if ("heldBy" in opened) {
        const { host, pid } = opened.heldBy;
        onBusy({
          zh: `另一个 minyi 正在运行：${host}，进程 ${pid}（同一个 Redis 队列）。这次不运行。`,
          en: `Another minyi is at work: ${host}, process ${pid} (same queue in Redis); nothing was done.`,
        });
        return undefined;
      }
      const { runner, fence } = opened;
      try {
        const store = await openStore(config, patience);
        try {
          const baseDir = path === undefined ? shell.cwd : dirname(path);
          const context = { config, configHash: hash, baseDir, state, store, runner, clock: shell.clock };
          return await work({ ...context, ...(fence && { fence }) });
        } finally {
          await store.close();
        }
      } finally {
        await opened.close();
      }
    } finally {
      state.close();
    }
  } finally {
    lock.release();
  }
}
