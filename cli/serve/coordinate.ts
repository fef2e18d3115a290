import { setTimeout as wait } from "node:timers/promises";
import type { LoadedConfig } from "../../config/load.js";
import { DependencyError } from "../../core/errors.js";
import type { Localized } from "../../core/localized.js";
import { AlertWatch } from "../../pipelines/alerts/watch.js";
import type { PipelineContext } from "../../pipelines/context.js";
import { Follower } from "../../pipelines/follow/follower.js";
import type { BatchDone } from "../../pipelines/run-options.js";
import { Exclusive } from "../../pipelines/schedule/exclusive.js";
import { openTicker } from "../../pipelines/schedule/open-ticker.js";
import { Scheduler } from "../../pipelines/schedule/scheduler.js";
import type { Metrics } from "../../web/server/metrics.js";
import { observedStore } from "../../web/server/observed-store.js";
import type { Shell } from "../shell.js";
import { withPipeline } from "../with-pipeline.js";
import { followOptions, watchTellers } from "./follow-options.js";
import { logged, RunLog } from "./run-log.js";

/** How often it is looked whether the work has become free, or what it stands on is back, ms. */
const LOOK_EVERY = 10_000;

export interface CoordinateOptions {
  metrics: Metrics;
  signal: AbortSignal;
  /** Told whom to wake when something is pushed; undefined when nobody works here any more. */
  onFollower(follower: Follower | undefined): void;
}

/**
 * Follows the sources and keeps the schedules, as soon as and for as long as no other process does, until the signal.
 * @throws MinyiError when the analyzers cannot be opened; any error that is a defect.
 */
export async function coordinate(shell: Shell, loaded: LoadedConfig, options: CoordinateOptions): Promise<void> {
  const { signal, metrics } = options;
  const told = new Set<string>();
  let working = false;
  // Until the work is done here it is tried every few seconds, and what is in the way is told once.
  const once = (message: Localized, tell: (message: Localized) => void) => {
    if (working || !told.has(message.en)) tell(message);
    told.add(message.en);
  };
  const warn = (message: Localized) => once(message, (it) => shell.warn(it));
  metrics.coordinates(false);
  for (; !signal.aborted; await wait(LOOK_EVERY, undefined, { signal }).catch(() => undefined)) {
    try {
      await withPipeline(
        shell,
        loaded,
        (context) => {
          working = true;
          told.clear();
          return work(shell, loaded, context, options);
        },
        { onWait: warn, onBusy: () => once(BUSY, (it) => shell.note(it)) },
      );
    } catch (error) {
      if (!(error instanceof DependencyError)) throw error;
      working = false;
      metrics.error("dependency");
      warn({ zh: `${error.what.zh}。将自动重试。`, en: `${error.what.en}. It is tried again.` });
    }
  }
}

const BUSY = {
  zh: "另一个 minyi 正在分析同一状态库，本进程只接收推送；对方结束后自动接手。",
  en: "Another minyi is at work on this state: this one only receives, and takes over when the other ends.",
};

/** Until the signal, with everything open and under the lock. */
async function work(
  shell: Shell,
  loaded: LoadedConfig,
  opened: PipelineContext,
  { metrics, signal, onFollower }: CoordinateOptions,
): Promise<void> {
  const { alerts } = loaded.config;
  const context = {
    ...opened,
    store: observedStore(opened.store, (seconds) => metrics.put(seconds)),
    sendsAlerts: alerts.enabled,
  };
  const exclusive = new Exclusive();
  const followLog = new RunLog(loaded, "follow");
  const jobLog = new RunLog(loaded, "schedule");
  const follow = followOptions(shell, followLog);
  const onBatch = (batch: BatchDone) => {
    metrics.onBatch(batch);
    watch.changed();
  };
  const follower = new Follower(context, {
    ...follow,
    exclusive,
    onBatch,
    onTrouble: (error, source) => {
      metrics.error(source === undefined ? "dependency" : "source");
      follow.onTrouble?.(error, source);
    },
  });
  const watch = new AlertWatch(context, { reads: () => follower.reads, ...watchTellers(shell, followLog) });
  const ticker = await openTicker(loaded.config.queue);
  const scheduler = new Scheduler(context, {
    exclusive,
    ...(ticker && { ticker }),
    onJob: () => ({ ...jobLog.listeners, onBatch, between: follower.between }),
    onEnd: ({ schedule }, outcome) => {
      if ("error" in outcome) metrics.error("schedule");
      if ("error" in outcome) jobLog.current.error("job failed", { schedule: schedule.name, ...logged(outcome.error) });
      else jobLog.current.info("run ended", { status: outcome.manifest.status, counts: outcome.manifest.counts });
    },
    onTrouble: (error) => {
      metrics.error("schedule");
      jobLog.current.error("schedules cannot be looked at", logged(error));
    },
  });
  metrics.coordinates(true);
  onFollower(follower);
  scheduler.start();
  const stopScheduler = () => scheduler.stop();
  const stopped = new Promise<void>((resolve) => {
    signal.addEventListener("abort", () => void stopScheduler().then(resolve), { once: true });
  });
  try {
    if (alerts.enabled) await watch.beside((until) => follower.run(until), signal);
    else await follower.run(signal);
    await stopped;
  } finally {
    onFollower(undefined);
    metrics.coordinates(false);
    if (!signal.aborted) await stopScheduler();
    followLog.close();
    jobLog.close();
  }
}
