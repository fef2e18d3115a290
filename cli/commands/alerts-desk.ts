import type { Command } from "commander";
import { CASE_OUTCOMES, type CaseOutcome } from "../../core/alert.js";
import { UsageError } from "../../core/errors.js";
import { makeCommand, type OptionSpec } from "../command.js";
import { account } from "../issues/account.js";
import { choice } from "../options/values.js";
import type { Session } from "../session.js";
import type { Shell } from "../shell.js";

const NUMBER = {
  name: "<number>",
  help: { zh: "预警编号，见 minyi alerts list", en: "its number, see minyi alerts list" },
};
const BY_OPTION: OptionSpec = {
  flags: "--by <account>",
  help: { zh: "以谁的名义；默认为系统账号", en: "in whose name; default: the account of the system" },
};

async function withDesk<T>(shell: Shell, work: (desk: import("../../alerts/cases/desk.js").CaseDesk) => T): Promise<T> {
  const [{ withAlerts }, { CaseDesk }, { caseSettings }] = await Promise.all([
    import("../alerts/with-alerts.js"),
    import("../../alerts/cases/desk.js"),
    import("../../pipelines/alerts/case-settings.js"),
  ]);
  return withAlerts(shell, async ({ state, config }) => work(new CaseDesk(state, shell.clock, caseSettings(config))));
}

interface AckOptions {
  until?: string;
  by?: string;
  json?: boolean;
}

/** `minyi alerts ack NUMBER`: an official takes a case on until a deadline. */
export function acknowledgeCommand(session: Session): Command {
  return makeCommand<AckOptions>(session, {
    name: "ack",
    arguments: [NUMBER],
    summary: {
      zh: "认领一起预警：到期前不再催办、不再上报",
      en: "take an alert on: nobody else is called until the deadline",
    },
    options: [
      {
        flags: "--until <time>",
        help: {
          zh: '办理期限，如 4h、2d、"2026-12-01 18:00"；默认 24 小时后',
          en: 'deadline, e.g. 4h, 2d, "2026-12-01 18:00"; default: 24 hours from now',
        },
      },
      BY_OPTION,
      { flags: "--json", help: { zh: "输出 JSON", en: "print JSON" } },
    ],
    examples: [
      {
        line: "minyi alerts ack 12 --until 4h",
        shows: { zh: "四小时内由我处理", en: "I see to it within four hours" },
      },
    ],
    async run(shell, { until, by, json }, [text = ""]) {
      const { numberOf } = await import("../alerts/known.js");
      const { untilOf } = await import("../options/until.js");
      const zone = shell.zone();
      const deadline = until === undefined ? undefined : untilOf(until, "--until", zone, shell.clock.now());
      const taken = await withDesk(shell, (desk) =>
        desk.acknowledge(numberOf(text), by ?? account(shell.env), deadline),
      );
      const { number, title, acknowledgedBy: who = "", deadline: end = "" } = taken;
      if (json) return shell.json({ number, status: taken.status, acknowledgedBy: who, deadline: end });
      const at = zone.minuteText(Date.parse(end));
      shell.note({
        zh: `预警 ${number}「${title}」由 ${who} 认领，期限 ${at}。办完后：minyi alerts close ${number} --outcome handled`,
        en: `Alert ${number} (${title}) is taken on by ${who} until ${at}. When done: minyi alerts close ${number} --outcome handled`,
      });
    },
  });
}

interface CloseOptions {
  outcome?: CaseOutcome;
  note?: string;
  by?: string;
  json?: boolean;
}

/** `minyi alerts close NUMBER --outcome …`: what became of a case; rules show their hit rates by it. */
export function closeAlertCommand(session: Session): Command {
  return makeCommand<CloseOptions>(session, {
    name: "close",
    arguments: [NUMBER],
    summary: { zh: "记下一起预警的核实结果", en: "say what became of an alert" },
    details: {
      zh: "true 属实，继续办理；false 误报，随即结束；handled 属实且已处置，随即结束。规则的命中率由此得出。",
      en: "true: it was right, work goes on; false: a false alarm, over with that; handled: right and dealt with, over. Hit rates of rules come of it.",
    },
    options: [
      {
        flags: "--outcome <word>",
        help: { zh: "true 属实、false 误报、handled 已处置", en: "true, false or handled" },
        parse: choice("--outcome", CASE_OUTCOMES),
      },
      { flags: "--note <text>", help: { zh: "说明，留在记录里", en: "a remark, for the record" } },
      BY_OPTION,
      { flags: "--json", help: { zh: "输出 JSON", en: "print JSON" } },
    ],
    examples: [
      { line: "minyi alerts close 12 --outcome handled", shows: { zh: "已处置，结束", en: "dealt with, over" } },
      {
        line: "minyi alerts close 12 --outcome false --note 演习",
        shows: { zh: "误报，注明原因", en: "a false alarm, and why" },
      },
    ],
    async run(shell, { outcome, note, by, json }, [text = ""]) {
      if (outcome === undefined) {
        throw new UsageError(
          {
            zh: "需要 --outcome：true 属实、false 误报、handled 已处置",
            en: "--outcome is needed: true, false or handled",
          },
          { fix: { zh: "例如 --outcome handled", en: "For example --outcome handled" } },
        );
      }
      const { numberOf } = await import("../alerts/known.js");
      const { OUTCOME_WORDS, STATUS_WORDS } = await import("../present/alerts-words.js");
      const closed = await withDesk(shell, (desk) =>
        desk.conclude(numberOf(text), outcome, by ?? account(shell.env), note),
      );
      const { number, title, status } = closed;
      if (json) return shell.json({ number, status, outcome });
      shell.note({
        zh: `预警 ${number}「${title}」：${OUTCOME_WORDS[outcome].zh}，${STATUS_WORDS[status].zh}。`,
        en: `Alert ${number} (${title}): ${OUTCOME_WORDS[outcome].en}, ${STATUS_WORDS[status].en}.`,
      });
    },
  });
}
