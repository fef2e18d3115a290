import type { Command } from "commander";
import { makeCommand } from "../command.js";
import { account } from "../issues/account.js";
import type { Session } from "../session.js";

/** `minyi alerts show NUMBER`: one case in full; that it was looked at goes on record. */
export function showAlertCommand(session: Session): Command {
  return makeCommand<{ json?: boolean }>(session, {
    name: "show",
    arguments: [{ name: "<number>", help: { zh: "预警编号", en: "number of the alert" } }],
    summary: { zh: "看一起预警：依据、来件、通知、经过", en: "one alert: figures, messages, who was told, history" },
    options: [{ flags: "--json", help: { zh: "输出 JSON", en: "print JSON" } }],
    examples: [
      {
        line: "minyi alerts show 12",
        shows: { zh: "编号见 minyi alerts list", en: "minyi alerts list has the numbers" },
      },
    ],
    async run(shell, { json }, [text = ""]) {
      const [{ withAlertsAndStore }, { knownCase, numberOf }, { toldJson, toldOf }, words, presentation] =
        await Promise.all([
          import("../alerts/with-alerts.js"),
          import("../alerts/known.js"),
          import("../alerts/told.js"),
          import("../../alerts/cases/presentation.js"),
          import("../../pipelines/alerts/presentation.js"),
        ]);
      const [{ CaseDesk }, { caseSettings }, { officeRules }, { describeRule }] = await Promise.all([
        import("../../alerts/cases/desk.js"),
        import("../../pipelines/alerts/case-settings.js"),
        import("../../pipelines/alerts/rules.js"),
        import("../../alerts/rules/describe-rule.js"),
      ]);
      await withAlertsAndStore(shell, async (office) => {
        const { state, store, config } = office;
        const { language, style, width } = shell;
        const alert = knownCase(state, numberOf(text));
        const where = words.groupInWords(alert.group, language, presentation.presentationOf(office).name);
        const { quotes = [] } = (await presentation.evidenceOf(store, [alert])).get(alert.id) ?? {};
        const told = toldOf(state, alert.number, alert.openedAt);
        new CaseDesk(state, shell.clock, caseSettings(config)).read(alert.number, account(shell.env));
        const events = state.alerts.events.of(alert.number);
        if (json) {
          const { caseJson } = await import("../present/alerts-json.js");
          return shell.json({
            ...caseJson(alert, where),
            quotes,
            told: told.map(toldJson),
            events: events.map(({ kind, by, at, details }) => ({
              kind,
              by,
              at: new Date(at).toISOString(),
              details: details ?? null,
            })),
          });
        }
        const { alertDetail } = await import("../present/alert-detail.js");
        const rule = officeRules(office).find(({ id }) => id === alert.ruleId);
        const parts = { alert, where, quotes, told, events, ...(rule && { rule: describeRule(rule)[language] }) };
        shell.out(alertDetail(parts, { language, style, width, zone: shell.zone() }));
      });
    },
  });
}
