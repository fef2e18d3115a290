import type { Command } from "commander";
import { ALERT_LEVELS, type AlertGroup, type AlertLevel } from "../../core/alert.js";
import { UsageError } from "../../core/errors.js";
import type { Silence } from "../../state/alert-silences.js";
import { makeCommand } from "../command.js";
import { account } from "../issues/account.js";
import { parseGroup } from "../options/group.js";
import { choice } from "../options/values.js";
import type { Session } from "../session.js";
import type { Shell } from "../shell.js";

interface SilenceOptions {
  rule?: string;
  group?: AlertGroup;
  level?: AlertLevel;
  until?: string;
  reason?: string;
  by?: string;
  json?: boolean;
}

function silenceJson({ number, ruleId, group, upTo, reason, by, from, to, endedBy }: Silence): object {
  const instant = (at: number): string => new Date(at).toISOString();
  return {
    number,
    rule: ruleId ?? null,
    group,
    level: upTo,
    reason,
    by,
    from: instant(from),
    to: instant(to),
    endedBy: endedBy ?? null,
  };
}

async function listSilences(shell: Shell, json: boolean): Promise<void> {
  const { withAlerts } = await import("../alerts/with-alerts.js");
  const { silencesTable } = await import("../present/alerts-silences-table.js");
  await withAlerts(shell, async ({ state }) => {
    const list = state.alerts.silences.list(shell.clock.now());
    if (json) return shell.json({ silences: list.map(silenceJson) });
    const { language, style, width } = shell;
    if (list.length > 0) shell.out(silencesTable(list, { language, style, width, zone: shell.zone() }));
    shell.note({ zh: `静默 ${list.length} 项。`, en: `${list.length} silences.` });
  });
}

/** `minyi alerts silence`: what is not to be told for a while, and why; without options, what is silent now. */
export function silenceCommand(session: Session): Command {
  return makeCommand<SilenceOptions>(session, {
    name: "silence",
    summary: {
      zh: "一段时间内不通知；不带选项时列出现有静默",
      en: "keep quiet for a while; without options: what is silent",
    },
    details: {
      zh: "静默期间照常判断和记录，只是不发消息。级别升到所静默的级别以上时仍会通知。",
      en: "Rules are judged and cases kept all the same, only nobody is told; what rises above the level that is silenced is told.",
    },
    options: [
      { flags: "--rule <id>", help: { zh: "只静默这条规则", en: "this rule only" } },
      {
        flags: "--group <dimension=value>",
        help: { zh: "只静默这些范围，如 area=城东区,topic=噪声", en: "these groups only, e.g. area=城东区,topic=噪声" },
        parse: parseGroup as never,
      },
      {
        flags: "--level <level>",
        help: {
          zh: "静默到哪一级（含）：blue、yellow、orange、red；默认规则自身的级别，不指明规则时 orange",
          en: "up to which level: blue, yellow, orange, red; default: the rule's own, orange without a rule",
        },
        parse: choice("--level", ALERT_LEVELS),
      },
      {
        flags: "--until <time>",
        help: { zh: "到何时，如 4h、2d、2026-12-01（含当日）", en: "end, e.g. 4h, 2d, 2026-12-01 (that day included)" },
      },
      { flags: "--reason <text>", help: { zh: "理由，必填", en: "why; needed" } },
      {
        flags: "--by <account>",
        help: { zh: "以谁的名义；默认为系统账号", en: "in whose name; default: the account of the system" },
      },
      { flags: "--json", help: { zh: "输出 JSON", en: "print JSON" } },
    ],
    examples: [
      {
        line: "minyi alerts silence --rule grave-message --group area=城东区 --until 2d --reason 演练",
        shows: { zh: "城东区演练两天，不必通知", en: "a drill of two days in one district" },
      },
      { line: "minyi alerts silence", shows: { zh: "现在静默着什么", en: "what is silent now" } },
    ],
    async run(shell, { rule: ruleId, group, level, until, reason, by, json = false }) {
      if (![ruleId, group, level, until, reason].some((given) => given !== undefined)) return listSilences(shell, json);
      if (ruleId === undefined && group === undefined) {
        throw new UsageError(
          {
            zh: "需要 --rule 或 --group：不能把所有预警一起静默",
            en: "--rule or --group is needed: not everything at once",
          },
          {
            fix: { zh: "全部停用请设 alerts.enabled: false。", en: "To switch alerts off set alerts.enabled: false." },
          },
        );
      }
      if (until === undefined || reason === undefined) {
        throw new UsageError(
          { zh: "需要 --until 和 --reason", en: "--until and --reason are needed" },
          {
            fix: {
              zh: "例如 --until 4h --reason 道路施工已公告",
              en: 'For example --until 4h --reason "works announced"',
            },
          },
        );
      }
      const [{ withAlerts }, { officeRules }, { knownRule }, { untilOf }, { LEVEL_WORDS }] = await Promise.all([
        import("../alerts/with-alerts.js"),
        import("../../pipelines/alerts/rules.js"),
        import("../alerts/known.js"),
        import("../options/until.js"),
        import("../../alerts/levels.js"),
      ]);
      const now = shell.clock.now();
      const to = untilOf(until, "--until", shell.zone(), now);
      await withAlerts(shell, async (office) => {
        const rule = ruleId === undefined ? undefined : knownRule(officeRules(office), ruleId);
        const upTo = level ?? rule?.level ?? "orange";
        const { silences } = office.state.alerts;
        const number = silences.add({
          ...(rule && { ruleId: rule.id }),
          group: group ?? {},
          upTo,
          reason,
          by: by ?? account(shell.env),
          from: now,
          to,
        });
        const made = silences.at(now).find((one) => one.number === number) as Silence;
        if (json) return shell.json(silenceJson(made));
        const end = shell.zone().minuteText(to);
        shell.note({
          zh: `静默 ${number} 已生效，至 ${end}；${LEVEL_WORDS[upTo].zh}及以下不通知。提前解除：minyi alerts unsilence ${number}`,
          en: `Silence ${number} holds until ${end}, up to ${LEVEL_WORDS[upTo].en}. To end it earlier: minyi alerts unsilence ${number}`,
        });
      });
    },
  });
}

/** `minyi alerts unsilence NUMBER`: ends a silence before its time. */
export function unsilenceCommand(session: Session): Command {
  return makeCommand<{ by?: string }>(session, {
    name: "unsilence",
    arguments: [
      {
        name: "<number>",
        help: { zh: "静默编号，见 minyi alerts silence", en: "its number, see minyi alerts silence" },
      },
    ],
    summary: { zh: "提前解除静默", en: "end a silence before its time" },
    options: [
      {
        flags: "--by <account>",
        help: { zh: "以谁的名义；默认为系统账号", en: "in whose name; default: the account of the system" },
      },
    ],
    examples: [{ line: "minyi alerts unsilence 3", shows: { zh: "此后照常通知", en: "people are told again" } }],
    async run(shell, { by }, [text = ""]) {
      const [{ withAlerts }, { numberOf }] = await Promise.all([
        import("../alerts/with-alerts.js"),
        import("../alerts/known.js"),
      ]);
      await withAlerts(shell, async ({ state }) => {
        if (!state.alerts.silences.end(numberOf(text), by ?? account(shell.env))) {
          throw new UsageError(
            { zh: `没有编号为 ${text} 的静默，或已经结束`, en: `There is no silence ${text}, or it is over` },
            { fix: { zh: "现有静默见 minyi alerts silence。", en: "minyi alerts silence shows what there is." } },
          );
        }
        shell.note({ zh: `静默 ${text} 已解除。`, en: `Silence ${text} is over.` });
      });
    },
  });
}
