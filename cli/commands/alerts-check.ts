import type { Command } from "commander";
import { EXIT, UsageError } from "../../core/errors.js";
import type { Delivered } from "../../pipelines/alerts/deliver.js";
import type { JudgedAlerts } from "../../pipelines/alerts/judge.js";
import type { State } from "../../state/state.js";
import type { ListedCase } from "../alerts/listed-cases.js";
import { makeCommand } from "../command.js";
import type { Session } from "../session.js";
import type { Shell } from "../shell.js";
import { withPipeline } from "../with-pipeline.js";

interface CheckOptions {
  dryRun?: boolean;
  failOnAlert?: boolean;
  json?: boolean;
}

/** Judges without changing anything. Gives how many groups a condition holds for. */
async function dryRun(shell: Shell, json: boolean): Promise<number> {
  const [{ withAlertsAndStore }, { judgeAt }, { officeRules }, { caseRules }, { groupInWords }, { presentationOf }] =
    await Promise.all([
      import("../alerts/with-alerts.js"),
      import("../alerts/judge-now.js"),
      import("../../pipelines/alerts/rules.js"),
      import("../../pipelines/alerts/case-rules.js"),
      import("../../alerts/cases/presentation.js"),
      import("../../pipelines/alerts/presentation.js"),
    ]);
  const { verdictJson } = await import("../present/alerts-json.js");
  const { verdictsTable } = await import("../present/alerts-table.js");
  const { rankOf } = await import("../../alerts/levels.js");
  return withAlertsAndStore(shell, async (office) => {
    const { language, style, width } = shell;
    const rules = officeRules(office);
    const titles = new Map(caseRules(rules, language).map(({ id, title }) => [id, title]));
    const now = shell.clock.now();
    const { name } = presentationOf(office);
    const firing = (await judgeAt(rules, office, now, now))
      .filter((verdict) => verdict.state === "firing")
      .sort((a, b) => rankOf(b.level) - rankOf(a.level))
      .map((verdict) => ({
        verdict,
        title: titles.get(verdict.ruleId) ?? verdict.ruleId,
        where: groupInWords(verdict.group, language, name),
      }));
    if (json) {
      shell.json({
        dryRun: true,
        rules: rules.filter(({ enabled }) => enabled).length,
        firing: firing.map(({ verdict, title, where }) => ({ ...verdictJson(verdict, where), title })),
      });
      return firing.length;
    }
    if (firing.length > 0) shell.out(verdictsTable(firing, { language, style, width, zone: shell.zone() }));
    shell.note({
      zh: `试判：${rules.length} 条规则，${firing.length} 处条件成立；没有改动，也没有发送。`,
      en: `Dry run: ${rules.length} rules, ${firing.length} conditions hold; nothing was changed or sent.`,
    });
    return firing.length;
  });
}

async function tellOpen(shell: Shell, open: readonly ListedCase[]): Promise<void> {
  if (open.length === 0) return;
  const { alertsTable } = await import("../present/alerts-table.js");
  const { language, style, width } = shell;
  shell.out(alertsTable(open, { language, style, width, zone: shell.zone() }));
}

function tellJudged(shell: Shell, judged: JudgedAlerts, { waiting, dead }: Delivered, open: number): void {
  const { rules, fired, resolved, messages } = judged;
  shell.note({
    zh: `已判断 ${rules} 条规则：新触发 ${fired} 起，结束 ${resolved} 起，未结 ${open} 起；新消息 ${messages} 条，待发送 ${waiting} 条。`,
    en: `${rules} rules judged: ${fired} fired, ${resolved} over, ${open} open; ${messages} new messages, ${waiting} waiting.`,
  });
  if (dead === 0) return;
  shell.warn({
    zh: `有 ${dead} 条消息未能送达，见 minyi alerts outbox。`,
    en: `${dead} messages could not be delivered, see minyi alerts outbox.`,
  });
}

/** Judges, sends, and tells; beside another process that does so, only tells. Gives how many cases are open. */
async function check(shell: Shell, json: boolean): Promise<number> {
  const signal = shell.interruptible();
  const { listedCases } = await import("../alerts/listed-cases.js");
  const { caseJson } = await import("../present/alerts-json.js");
  const openIn = (state: State): ListedCase[] =>
    listedCases(state, { statuses: ["firing", "acknowledged"] }, shell.language);
  const casesJson = (open: readonly ListedCase[]): object[] => open.map(({ alert, where }) => caseJson(alert, where));
  const done = await withPipeline(shell, shell.config(), async (context) => {
    const [{ judgeAlerts }, { deliverAlerts }] = await Promise.all([
      import("../../pipelines/alerts/judge.js"),
      import("../../pipelines/alerts/deliver.js"),
    ]);
    const judged = await judgeAlerts(context);
    const delivered = await deliverAlerts(context, signal);
    const open = openIn(context.state);
    if (json) shell.json({ dryRun: false, busy: false, ...judged, ...delivered, open: casesJson(open) });
    else {
      await tellOpen(shell, open);
      tellJudged(shell, judged, delivered, open.length);
    }
    return open.length;
  });
  if (done !== undefined) return done;
  const { withAlerts } = await import("../alerts/with-alerts.js");
  return withAlerts(shell, async ({ state }) => {
    const open = openIn(state);
    if (json) shell.json({ dryRun: false, busy: true, open: casesJson(open) });
    else await tellOpen(shell, open);
    return open.length;
  });
}

/** `minyi alerts check`: judges the rules now, and sends what is due. */
export function checkAlertsCommand(session: Session): Command {
  return makeCommand<CheckOptions>(session, {
    name: "check",
    summary: { zh: "立即判断全部规则，并发出该发的预警", en: "judge all rules now, and send what is due" },
    options: [
      {
        flags: "--dry-run",
        help: { zh: "只判断并列出条件成立的，不改动、不发送", en: "judge and list only: nothing is changed or sent" },
      },
      {
        flags: "--fail-on-alert",
        help: {
          zh: "有未结的预警时以退出码 6 结束，供脚本使用",
          en: "exit with code 6 when an alert is open, for scripts",
        },
      },
      { flags: "--json", help: { zh: "输出 JSON", en: "print JSON" } },
    ],
    examples: [
      { line: "minyi alerts check", shows: { zh: "立即判断一次并发送", en: "judges once, now, and sends" } },
      {
        line: "minyi alerts check --dry-run --fail-on-alert",
        shows: { zh: "只看会不会报，会报则退出码为 6", en: "shows what would fire; exit code 6 if anything does" },
      },
    ],
    async run(shell, { dryRun: dry, failOnAlert, json = false }) {
      if (!shell.config().config.alerts.enabled && !dry) {
        throw new UsageError(
          { zh: "预警已停用（alerts.enabled: false）", en: "alerts are switched off (alerts.enabled: false)" },
          { fix: { zh: "改为 true，或加 --dry-run 只看结果。", en: "Set it to true, or look only with --dry-run." } },
        );
      }
      const firing = dry ? await dryRun(shell, json) : await check(shell, json);
      if (failOnAlert && firing > 0) shell.setExitCode(EXIT.alert);
    },
  });
}
