import type { Command } from "commander";
import { makeCommand } from "../command.js";
import type { Session } from "../session.js";

/** `minyi alerts rules`: the rules in force, in words, with how right each has been. */
export function alertRulesCommand(session: Session): Command {
  return makeCommand<{ json?: boolean }>(session, {
    name: "rules",
    summary: { zh: "列出预警规则：用话说明，附命中率", en: "list the rules, in words, with their hit rates" },
    details: {
      zh: "命中率 =（属实 + 已处置）/ 已核实的，由 minyi alerts close 记下的结果得出。",
      en: "The hit rate is (true + dealt with) / all with an outcome, as minyi alerts close has recorded.",
    },
    options: [{ flags: "--json", help: { zh: "输出 JSON", en: "print JSON" } }],
    examples: [
      {
        line: "minyi alerts rules",
        shows: { zh: "每条规则何时报、报得准不准", en: "when each fires, and how right it is" },
      },
    ],
    async run(shell, { json }) {
      const [{ withAlerts }, { officeRules }, { describeRule }] = await Promise.all([
        import("../alerts/with-alerts.js"),
        import("../../pipelines/alerts/rules.js"),
        import("../../alerts/rules/describe-rule.js"),
      ]);
      await withAlerts(shell, async (office) => {
        const { alerts } = office.state;
        const rates = new Map(alerts.cases.hitRates().map((rate) => [rate.ruleId, rate]));
        const edited = new Map(alerts.rules.list().map((one) => [one.id, one]));
        const rows = officeRules(office).map((rule) => {
          const rate = rates.get(rule.id);
          const by = edited.get(rule.id);
          return { rule, words: describeRule(rule), ...(rate && { rate }), ...(by && { edited: by }) };
        });
        if (json) {
          return shell.json({
            rules: rows.map(({ rule, words, rate, edited: by }) => ({
              id: rule.id,
              title: rule.title ?? null,
              level: rule.level,
              enabled: rule.enabled,
              owner: rule.owner ?? null,
              words,
              cases: rate?.cases ?? 0,
              true: rate?.true ?? 0,
              false: rate?.false ?? 0,
              handled: rate?.handled ?? 0,
              hitPermille: rate?.permille ?? null,
              editedBy: by?.by ?? null,
              version: by?.version ?? null,
            })),
          });
        }
        const { rulesText } = await import("../present/alert-rules-list.js");
        const { language, style, width } = shell;
        if (rows.length > 0) shell.out(rulesText(rows, { language, style, width, zone: shell.zone() }));
        shell.note({ zh: `共 ${rows.length} 条规则。`, en: `${rows.length} rules.` });
      });
    },
  });
}
