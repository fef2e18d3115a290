import type { Localized } from "../../core/localized.js";
import type { WatchOptions } from "../../pipelines/alerts/watch.js";
import type { FollowOptions } from "../../pipelines/follow/follower.js";
import type { Shell } from "../shell.js";
import { logged, type RunLog } from "./run-log.js";

const of = (source: string | undefined): Localized => ({
  zh: source === undefined ? "" : `数据源 ${source}：`,
  en: source === undefined ? "" : `source ${source}: `,
});

/** What following tells: outages and their end to people and to the log, all else to the log. */
export function followOptions(shell: Shell, log: RunLog): Omit<FollowOptions, "exclusive"> {
  return {
    ...log.listeners,
    onTrouble: (error, source) => {
      const { zh, en } = of(source);
      const fix = error.fix ?? { zh: "", en: "" };
      shell.warn({
        zh: `${zh}${error.what.zh}。${fix.zh}将自动重试。`,
        en: `${en}${error.what.en}. ${fix.en} It is tried again by itself.`,
      });
      log.current.error("trouble", { source, ...logged(error) });
    },
    onBack: (source) => {
      const { zh, en } = of(source);
      shell.note({ zh: `${zh}已恢复。`, en: `${en}working again.` });
      log.current.info("working again", { source });
    },
  };
}

/** What watching for alerts tells. */
export function watchTellers(shell: Shell, log: RunLog): Pick<WatchOptions, "onTrouble" | "onBack"> {
  return {
    onTrouble: (error) => {
      const fix = error.fix ?? { zh: "", en: "" };
      shell.warn({
        zh: `预警暂停：${error.what.zh}。${fix.zh}将自动重试。`,
        en: `No alerts for now: ${error.what.en}. ${fix.en} It is tried again by itself.`,
      });
      log.current.error("alerts stopped", logged(error));
    },
    onBack: () => {
      shell.note({ zh: "预警已恢复。", en: "Alerts are working again." });
      log.current.info("alerts working again", {});
    },
  };
}
