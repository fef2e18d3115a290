import { nextDue } from "../../pipelines/schedule/due.js";
import { openStateReader } from "../../state/reader.js";
import type { Check, CheckContext, Finding } from "./check.js";

const HOUR = 3_600_000;
/** A night and two hours of grace. */
const LONGEST = 26 * HOUR;

/** The nightly job: when it was done last, and when it is due next. */
function lookAtNights({ config, clock }: CheckContext): Finding[] {
  const state = openStateReader(config.state.path, clock);
  if (!state) return [];
  try {
    const now = clock.now();
    const nightly = state.schedules.list().find(({ job }) => job === "nightly");
    if (!nightly) return [];
    // A run by hand does all that the nightly one does.
    const last = state.runs
      .list(200)
      .find(({ kind, status }) => status === "done" && (kind === "nightly" || kind === "run"));
    const next = new Date(nextDue(nightly, now));
    const due = next.toLocaleString("sv-SE", { timeZone: nightly.timezone }).slice(0, 16);
    const since = last?.finishedAt ?? nightly.createdAt;
    if (now - since <= LONGEST) {
      return [{ level: "ok", text: { zh: `每夜的运行下次 ${due}`, en: `the nightly run is due ${due}` } }];
    }
    const hours = Math.floor((now - since) / HOUR);
    return [
      {
        level: "warn",
        text: last
          ? {
              zh: `上一次完整的运行是 ${hours} 小时以前`,
              en: `the last complete run was ${hours} hours ago`,
            }
          : {
              zh: `每夜的运行设了 ${hours} 小时，还没有完成过一次`,
              en: `the nightly run was set up ${hours} hours ago and has never been completed`,
            },
        fix: {
          zh: "让 minyi serve 一直运行（systemd 单元见 docs/operations.md）；minyi jobs 查看上次为什么没有完成；现在补上：minyi run。",
          en: "Keep minyi serve running (docs/operations.md has the systemd unit); minyi jobs tells why the last one did not end well; to make up for it now: minyi run.",
        },
      },
    ];
  } finally {
    state.close();
  }
}

export const schedulesCheck: Check = {
  id: "schedules",
  title: { zh: "定时运行", en: "Schedules" },
  run: lookAtNights,
};
