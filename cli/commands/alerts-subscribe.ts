import type { Command } from "commander";
import { ALERT_LEVELS, type AlertLevel } from "../../core/alert.js";
import { UsageError } from "../../core/errors.js";
import type { Subscription } from "../../state/alert-subscriptions.js";
import { makeCommand } from "../command.js";
import { parseQuiet } from "../options/quiet.js";
import { choices } from "../options/values.js";
import type { Session } from "../session.js";
import type { Shell } from "../shell.js";

interface SubscribeOptions {
  channel?: string[];
  area?: string[];
  topic?: string[];
  department?: string[];
  level?: AlertLevel[];
  quietHours?: { from: number; to: number };
  heartbeat?: boolean;
  json?: boolean;
}

/** A parser for names by commas or by repetition. */
function names(text: string, before: string[] | undefined): string[] {
  const list = text
    .split(/[,，]/u)
    .map((name) => name.trim())
    .filter((name) => name !== "");
  return [...new Set([...(before ?? []), ...list])];
}

async function listSubscriptions(shell: Shell, json: boolean): Promise<void> {
  const { withAlerts } = await import("../alerts/with-alerts.js");
  await withAlerts(shell, async ({ state }) => {
    const list = state.alerts.subscriptions.list();
    if (json) return shell.json({ subscriptions: list });
    const { subscriptionsTable } = await import("../present/alerts-receivers-table.js");
    const { language, style, width } = shell;
    if (list.length > 0) shell.out(subscriptionsTable(list, { language, style, width, zone: shell.zone() }));
    shell.note({ zh: `订阅 ${list.length} 份。`, en: `${list.length} subscriptions.` });
  });
}

/** `minyi alerts subscribe ACCOUNT`: who is told of what, and how; without an account, all subscriptions. */
export function subscribeCommand(session: Session): Command {
  return makeCommand<SubscribeOptions>(session, {
    name: "subscribe",
    arguments: [
      { name: "[account]", help: { zh: "账号；不写则列出全部订阅", en: "account; without one all are listed" } },
    ],
    summary: {
      zh: "谁收哪些预警、从哪个渠道；已有的订阅整份替换",
      en: "who is told of what, and how; replaces what the account has",
    },
    options: [
      {
        flags: "--channel <names>",
        help: { zh: "渠道，逗号分隔，先通的先用；必填", en: "channels by commas, the first that works; needed" },
        parse: names as never,
      },
      {
        flags: "--area <names>",
        help: { zh: "区县或街道；默认全部", en: "districts or streets; default: all" },
        parse: names as never,
      },
      {
        flags: "--topic <names>",
        help: { zh: "主题（任一级）；默认全部", en: "topics of any level; default: all" },
        parse: names as never,
      },
      {
        flags: "--department <names>",
        help: { zh: "部门；默认全部", en: "departments; default: all" },
        parse: names as never,
      },
      {
        flags: "--level <levels>",
        help: { zh: "级别 blue、yellow、orange、red；默认全部", en: "blue, yellow, orange, red; default: all" },
        parse: choices("--level", ALERT_LEVELS, ALERT_LEVELS.length) as never,
      },
      {
        flags: "--quiet-hours <hours>",
        help: { zh: "免打扰，如 22:00-07:00，红色除外", en: "quiet hours, e.g. 22:00-07:00; red passes" },
        parse: parseQuiet,
      },
      { flags: "--heartbeat", help: { zh: "无事之日也报“今日无异常”", en: "also be told that all is quiet" } },
      { flags: "--json", help: { zh: "输出 JSON", en: "print JSON" } },
    ],
    examples: [
      {
        line: "minyi alerts subscribe 林工 --channel 住建群 --area 城东区 --level orange,red --quiet-hours 22:00-07:00",
        shows: { zh: "只收城东区橙色以上", en: "one district, orange and red" },
      },
    ],
    async run(shell, options, [account]) {
      const { channel, area, topic, department, level, quietHours, heartbeat = false, json = false } = options;
      if (account === undefined) return listSubscriptions(shell, json);
      const { withAlerts } = await import("../alerts/with-alerts.js");
      await withAlerts(shell, async ({ state, config }) => {
        const known = config.alerts.channels.map(({ name }) => name);
        const missing = (channel ?? []).find((name) => !known.includes(name));
        if (missing !== undefined) {
          throw new UsageError(
            {
              zh: `没有名为 ${missing} 的渠道，已配置的有：${known.join("、") || "无"}`,
              en: `there is no channel ${missing}; configured: ${known.join(", ") || "none"}`,
            },
            {
              fix: { zh: "渠道写在配置的 alerts.channels 下。", en: "Channels are configured under alerts.channels." },
            },
          );
        }
        const subscription: Subscription = {
          account,
          channels: channel ?? [],
          language: shell.language,
          heartbeat,
          ...(area && { areas: area }),
          ...(topic && { topics: topic }),
          ...(department && { departments: department }),
          ...(level && { levels: level }),
          ...(quietHours && { quiet: quietHours }),
        };
        state.alerts.subscriptions.save(subscription);
        if (json) return shell.json(subscription);
        shell.note({ zh: `已记下 ${account} 的订阅。`, en: `The subscription of ${account} is kept.` });
      });
    },
  });
}

/** `minyi alerts unsubscribe ACCOUNT`. */
export function unsubscribeCommand(session: Session): Command {
  return makeCommand(session, {
    name: "unsubscribe",
    arguments: [{ name: "<account>", help: { zh: "账号", en: "account" } }],
    summary: { zh: "取消一个账号的订阅", en: "end an account's subscription" },
    examples: [{ line: "minyi alerts unsubscribe 林工", shows: { zh: "此后不再通知", en: "no longer told" } }],
    async run(shell, _, [account = ""]) {
      const { withAlerts } = await import("../alerts/with-alerts.js");
      await withAlerts(shell, async ({ state }) => {
        if (!state.alerts.subscriptions.remove(account)) {
          throw new UsageError(
            { zh: `${account} 没有订阅`, en: `${account} has no subscription` },
            { fix: { zh: "已有的订阅见 minyi alerts subscribe。", en: "minyi alerts subscribe shows all." } },
          );
        }
        shell.note({ zh: `已取消 ${account} 的订阅。`, en: `${account} is no longer subscribed.` });
      });
    },
  });
}
