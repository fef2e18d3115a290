import { loadCalendar } from "../../config/holidays.js";
import { yearOf } from "../../core/calendar.js";
import { Zone } from "../../core/zone.js";
import type { Check } from "./check.js";

/** The notice for a year comes out in the November before: from this month on its absence is worth a word. */
const NOTICE_MONTH = 11;

/** Whether the public holidays of this year, and towards its end those of the next, are known. */
export const holidaysCheck: Check = {
  id: "holidays",
  title: { zh: "节假日", en: "Public holidays" },
  run({ config, clock }) {
    const known = loadCalendar(config.holidays).years();
    const today = new Zone(config.timezone).dayOf(clock.now());
    const year = yearOf(today);
    const month = new Date(today * 86_400_000).getUTCMonth() + 1;
    const needed = month >= NOTICE_MONTH ? [year, year + 1] : [year];
    const missing = needed.filter((wanted) => !known.includes(wanted));
    if (missing.length === 0) {
      const [from, to] = [known[0], known.at(-1)];
      return [{ level: "ok", text: { zh: `已有 ${from}–${to} 年`, en: `${from}–${to} are known` } }];
    }
    return [
      {
        level: "warn",
        text: {
          zh: `缺少 ${missing.join("、")} 年的放假和调休安排：其间的基线和预警只认周末`,
          en: `those of ${missing.join(" and ")} are missing: baselines and alerts know only weekends then`,
        },
        fix: {
          zh: "把国务院办公厅通知的安排照 config/holidays.yaml 的格式写进一个文件，用配置项 holidays 指明，不必等新版本。",
          en: "Write the State Council's notice into a file in the form of config/holidays.yaml and name it by the key holidays; no release is needed.",
        },
      },
    ];
  },
};
