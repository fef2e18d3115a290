import type { LoadedConfig } from "../../config/load.js";
import { Follower } from "../../pipelines/follow/follower.js";
import { Exclusive } from "../../pipelines/schedule/exclusive.js";
import type { Shell } from "../shell.js";
import { withPipeline } from "../with-pipeline.js";
import { followOptions } from "./follow-options.js";
import { RunLog } from "./run-log.js";

/** `minyi run --follow`: takes what arrives as it arrives, until SIGTERM or Ctrl+C. */
export async function followSources(
  shell: Shell,
  loaded: LoadedConfig,
  sources: readonly string[] | undefined,
): Promise<void> {
  const signal = shell.untilStopped();
  await withPipeline(shell, loaded, async (context) => {
    const log = new RunLog(loaded, "follow");
    const follower = new Follower(context, {
      ...followOptions(shell, log),
      exclusive: new Exclusive(),
      ...(sources && { sources }),
    });
    shell.note({ zh: "正在跟随数据源，随到随分析（Ctrl+C 结束）", en: "Following the sources (Ctrl+C ends it)" });
    try {
      await follower.run(signal);
    } finally {
      log.close();
    }
  });
}
