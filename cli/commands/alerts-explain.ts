import type { Command } from "commander";
import type { AlertGroup } from "../../core/alert.js";
import { UsageError } from "../../core/errors.js";
import { makeCommand } from "../command.js";
import { momentOf } from "../options/dates.js";
import { parseGroup } from "../options/group.js";
import { wholeNumber } from "../options/values.js";
import type { Session } from "../session.js";

interface ExplainAlertOptions {
  group?: AlertGroup;
  at?: string;
  limit: number;
  json?: boolean;
}

/** `minyi alerts explain RULE|NUMBER`: why it fired, or did not, and who was told. */
export function explainAlertsCommand(session: Session): Command {
  return makeCommand<ExplainAlertOptions>(session, {
    name: "explain",
    arguments: [{ name: "<what>", help: { zh: "规则编号或预警编号", en: "id of a rule, or number of an alert" } }],
    summary: { zh: "为什么报了或没有报，通知了谁", en: "why it fired or did not, and who was told" },
    options: [
      {
        flags: "--group <dimension=value>",
        help: { zh: "只看这些范围，如 area=城东区", en: "these groups only, e.g. area=城东区" },
        parse: parseGroup as never,
      },
      {
        flags: "--at <time>",
        help: {
          zh: '按那个时刻以前写的来件判断，如 "2026-11-08 09:00"',
          en: 'judge by what was written before, e.g. "2026-11-08 09:00"',
        },
      },
      {
        flags: "--limit <n>",
        help: { zh: "最多列出几处", en: "most groups listed" },
        parse: wholeNumber("--limit", 1, 100_000),
        default: 20,
      },
      { flags: "--json", help: { zh: "输出 JSON", en: "print JSON" } },
    ],
    examples: [
      {
        line: "minyi alerts explain 12",
        shows: { zh: "这起预警的缘由和通知记录", en: "why this alert is there, and who was told" },
      },
      {
        line: "minyi alerts explain district-topic-burst --group area=城东区",
        shows: { zh: "城东区为什么没有报", en: "why it did not fire for one district" },
      },
    ],
    async run(shell, options, [what = ""]) {
      const [{ withAlertsAndStore }, { knownCase, knownRule }, { officeRules }, { explainRule }] = await Promise.all([
        import("../alerts/with-alerts.js"),
        import("../alerts/known.js"),
        import("../../pipelines/alerts/rules.js"),
        import("../alerts/explain.js"),
      ]);
      const { language, style, width } = shell;
      const zone = shell.zone();
      const now = shell.clock.now();
      await withAlertsAndStore(shell, async (office) => {
        const rules = officeRules(office);
        const number = /^\d{1,9}$/.test(what) ? Number(what) : undefined;
        const alert = number === undefined ? undefined : knownCase(office.state, number);
        if (alert && !rules.some(({ id }) => id === alert.ruleId)) {
          throw new UsageError(
            {
              zh: `预警 ${number} 的规则 ${alert.ruleId} 已经没有了`,
              en: `Rule ${alert.ruleId} of alert ${number} is gone`,
            },
            {
              fix: {
                zh: `留下的记录见 minyi alerts show ${number}。`,
                en: `minyi alerts show ${number} has its record.`,
              },
            },
          );
        }
        // Of an alert it is asked why it fired: what could be known then.
        const fired = alert && Date.parse(alert.firedAt ?? alert.openedAt);
        const asOf = options.at === undefined ? fired : Date.parse(momentOf(options.at, "to", zone, now));
        const at = Math.min(now, asOf ?? now);
        const rule = knownRule(rules, alert?.ruleId ?? what);
        const group = { ...alert?.group, ...options.group };
        const asked = { group, at, now, language, ...(alert && { alert }) };
        const groups = await explainRule(rule, rules, office, asked);
        if (options.json) {
          const { explainedJson } = await import("../present/alert-explained-json.js");
          return shell.json(explainedJson(rule, groups, at));
        }
        const { explainedText } = await import("../present/alert-explained.js");
        shell.out(explainedText(rule, groups, { language, style, width, zone, at, limit: options.limit }));
      });
    },
  });
}
