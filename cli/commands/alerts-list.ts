import type { Command } from "commander";
import { makeCommand } from "../command.js";
import { wholeNumber } from "../options/values.js";
import type { Session } from "../session.js";

/** `minyi alerts list`: what is open, the gravest first. */
export function listAlertsCommand(session: Session): Command {
  return makeCommand<{ all?: boolean; limit: number; json?: boolean }>(session, {
    name: "list",
    summary: { zh: "列出未结的预警", en: "list the open alerts" },
    options: [
      { flags: "--all", help: { zh: "已结束的和观察中的也列出", en: "those that are over or pending too" } },
      {
        flags: "--limit <n>",
        help: { zh: "--all 时最多列出几起（最新的）", en: "with --all: at most so many, the newest" },
        parse: wholeNumber("--limit", 1, 1_000_000),
        default: 200,
      },
      { flags: "--json", help: { zh: "输出 JSON", en: "print JSON" } },
    ],
    examples: [
      { line: "minyi alerts list", shows: { zh: "未结的预警，最急的在前", en: "open alerts, the gravest first" } },
      { line: "minyi alerts list --all --json", shows: { zh: "供脚本使用", en: "for scripts" } },
    ],
    async run(shell, { all, limit, json }) {
      const [{ withAlerts }, { listedCases }] = await Promise.all([
        import("../alerts/with-alerts.js"),
        import("../alerts/listed-cases.js"),
      ]);
      await withAlerts(shell, async ({ state }) => {
        const { language, style, width } = shell;
        const filter = all ? { includeNeverFired: true, limit } : { statuses: ["firing", "acknowledged"] as const };
        const rows = listedCases(state, filter, language);
        const pending = state.alerts.cases.list({ statuses: ["pending"], includeNeverFired: true }).length;
        if (json) {
          const { caseJson } = await import("../present/alerts-json.js");
          return shell.json({ alerts: rows.map(({ alert, where }) => caseJson(alert, where)), pending });
        }
        if (rows.length > 0) {
          const { alertsTable } = await import("../present/alerts-table.js");
          shell.out(alertsTable(rows, { language, style, width, zone: shell.zone() }));
        }
        const watched = pending > 0 && !all;
        shell.note(
          rows.length === 0
            ? {
                zh: `没有${all ? "" : "未结的"}预警${watched ? `，观察中 ${pending} 起` : ""}。`,
                en: `There are no ${all ? "" : "open "}alerts${watched ? `, ${pending} pending` : ""}.`,
              }
            : {
                zh: `共 ${rows.length} 起${watched ? `，另有观察中 ${pending} 起（--all）` : ""}。认领：minyi alerts ack 编号；缘由：minyi alerts explain 编号`,
                en: `${rows.length} alerts${watched ? `, ${pending} more pending (--all)` : ""}. To take one on: minyi alerts ack NUMBER; why: minyi alerts explain NUMBER`,
              },
        );
      });
    },
  });
}
