import type { LoadedConfig } from "../../config/load.js";
import { AlertWatch } from "../../pipelines/alerts/watch.js";
import { Follower } from "../../pipelines/follow/follower.js";
import { Exclusive } from "../../pipelines/schedule/exclusive.js";
import type { Shell } from "../shell.js";
import { withPipeline } from "../with-pipeline.js";
import { followOptions, watchTellers } from "./follow-options.js";
import { RunLog } from "./run-log.js";

/** `minyi run --follow`: takes what arrives as it arrives, until SIGTERM or Ctrl+C. */
export async function followSources(
  shell: Shell,
  loaded: LoadedConfig,
  sources: readonly string[] | undefined,
): Promise<void> {
  const signal = shell.untilStopped();
  await withPipeline(shell, loaded, async (opened) => {
    const { enabled } = loaded.config.alerts;
    const context = { ...opened, sendsAlerts: enabled };
    const log = new RunLog(loaded, "follow");
    const follower = new Follower(context, {
      ...followOptions(shell, log),
      onBatch: () => watch.changed(),
      exclusive: new Exclusive(),
      ...(sources && { sources }),
    });
    const watch = new AlertWatch(context, { reads: () => follower.reads, ...watchTellers(shell, log) });
    shell.note({ zh: "正在跟随数据源，随到随分析（Ctrl+C 结束）", en: "Following the sources (Ctrl+C ends it)" });
    try {
      if (enabled) await watch.beside((until) => follower.run(until), signal);
      else await follower.run(signal);
    } finally {
      log.close();
    }
  });
}
