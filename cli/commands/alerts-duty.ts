import type { Command } from "commander";
import { UsageError } from "../../core/errors.js";
import type { Duty } from "../../state/alert-duty.js";
import { makeCommand } from "../command.js";
import { momentOf } from "../options/dates.js";
import { wholeNumber } from "../options/values.js";
import type { Session } from "../session.js";

interface DutyOptions {
  from?: string;
  to?: string;
  order?: number;
  remove?: number;
  json?: boolean;
}

function dutyJson({ number, account, from, to, rank }: Duty): object {
  return { number, account, from: new Date(from).toISOString(), to: new Date(to).toISOString(), order: rank + 1 };
}

/** `minyi alerts duty [ACCOUNT]`: who is on duty when. */
export function dutyCommand(session: Session): Command {
  return makeCommand<DutyOptions>(session, {
    name: "duty",
    arguments: [
      {
        name: "[account]",
        help: { zh: "要排班的账号；不写则列出值班表", en: "account to be on duty; without one the table is shown" },
      },
    ],
    summary: { zh: "值班表：列出、排班、撤下", en: "who is on duty: list, add, remove" },
    details: {
      zh: "橙色和红色预警会通知值班人；无人认领时按次序通知下一位。值班人须先订阅（minyi alerts subscribe），才有渠道可用。",
      en: "Who is on duty is told of orange and red alerts; without an acknowledgement the next in order is called. They need a subscription (minyi alerts subscribe) for its channels.",
    },
    options: [
      { flags: "--from <time>", help: { zh: "开始，默认现在", en: "start; default: now" } },
      { flags: "--to <time>", help: { zh: "结束（只写日期则含当日）", en: "end; a day is included" } },
      {
        flags: "--order <n>",
        help: { zh: "次序，1 最先通知；默认 1", en: "order, 1 is called first; default: 1" },
        parse: wholeNumber("--order", 1, 100),
      },
      {
        flags: "--remove <n>",
        help: { zh: "撤下这一班", en: "take this turn away" },
        parse: wholeNumber("--remove", 1, 999_999_999),
      },
      { flags: "--json", help: { zh: "输出 JSON", en: "print JSON" } },
    ],
    examples: [
      { line: "minyi alerts duty", shows: { zh: "现在和以后谁值班", en: "who is on duty now and later" } },
      {
        line: "minyi alerts duty 林工 --from 2026-12-01 --to 2026-12-07",
        shows: { zh: "排一周班", en: "a week of duty" },
      },
    ],
    async run(shell, { from, to, order, remove, json = false }, [account]) {
      const { withAlerts } = await import("../alerts/with-alerts.js");
      const zone = shell.zone();
      const now = shell.clock.now();
      await withAlerts(shell, async ({ state }) => {
        const { duty } = state.alerts;
        if (remove !== undefined) {
          if (!duty.remove(remove)) {
            throw new UsageError(
              { zh: `没有编号为 ${remove} 的班次`, en: `there is no turn ${remove}` },
              { fix: { zh: "编号见 minyi alerts duty。", en: "minyi alerts duty shows the numbers." } },
            );
          }
          return shell.note({ zh: `班次 ${remove} 已撤下。`, en: `Turn ${remove} is gone.` });
        }
        if (account === undefined) {
          const list = duty.list(now);
          if (json) return shell.json({ duty: list.map(dutyJson) });
          const { dutyTable } = await import("../present/alerts-receivers-table.js");
          const { language, style, width } = shell;
          if (list.length > 0) shell.out(dutyTable(list, { language, style, width, zone }, now));
          return shell.note({ zh: `班次 ${list.length} 个。`, en: `${list.length} turns.` });
        }
        if (to === undefined) {
          throw new UsageError(
            { zh: "需要 --to 结束时间", en: "--to is needed" },
            {
              fix: {
                zh: "例如 --from 2026-12-01 --to 2026-12-07",
                en: "For example --from 2026-12-01 --to 2026-12-07",
              },
            },
          );
        }
        const start = from === undefined ? now : Date.parse(momentOf(from, "from", zone, now));
        const end = Date.parse(momentOf(to, "to", zone, now));
        const number = duty.add({ account, from: start, to: end, rank: (order ?? 1) - 1 });
        if (json) return shell.json(dutyJson({ number, account, from: start, to: end, rank: (order ?? 1) - 1 }));
        shell.note({
          zh: `班次 ${number}：${account}，${zone.minuteText(start)} 至 ${zone.minuteText(end)}。`,
          en: `Turn ${number}: ${account}, ${zone.minuteText(start)} to ${zone.minuteText(end)}.`,
        });
        if (!state.alerts.subscriptions.get(account)) {
          shell.warn({
            zh: `${account} 还没有订阅，值班时没有渠道可通知：minyi alerts subscribe ${account} --channel …`,
            en: `${account} has no subscription, so there is no channel to tell them by: minyi alerts subscribe ${account} --channel …`,
          });
        }
      });
    },
  });
}
