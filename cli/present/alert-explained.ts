import { describeRule } from "../../alerts/rules/describe-rule.js";
import type { Rule } from "../../alerts/rules/rule.js";
import type { ExplainedGroup } from "../alerts/explain.js";
import { figureLines, indented, toldLines } from "./alert-parts.js";
import type { AlertsLook } from "./alerts-table.js";
import { levelText, OUTCOME_WORDS, STATUS_WORDS, VERDICT_WORDS } from "./alerts-words.js";
import { oneLine } from "./escape.js";

interface ExplainLook extends AlertsLook {
  /** Instant that the rule was judged at, ms. */
  at: number;
  /** Groups that are shown. */
  limit: number;
}

function caseLines({ alert, quiet, told }: ExplainedGroup, look: AlertsLook): string[] {
  const { language, zone } = look;
  const zh = language === "zh";
  if (!alert) return indented(zh ? "没有相应的预警。" : "There is no alert of it.", look);
  const fired = alert.firedAt === undefined ? "" : zone.minuteText(Date.parse(alert.firedAt));
  const facts = [
    zh ? `预警 ${alert.number}` : `alert ${alert.number}`,
    STATUS_WORDS[alert.status][language],
    alert.outcome ? OUTCOME_WORDS[alert.outcome][language] : "",
    fired && (zh ? `${fired} 触发` : `fired ${fired}`),
    alert.status === "resolved" ? (alert.memory.recovery?.[language] ?? "") : "",
  ].filter((fact) => fact !== "");
  const open = alert.status !== "resolved";
  return [
    ...indented(facts.join(" · "), look),
    ...quiet.flatMap((reason) => indented(`${zh ? "暂不通知：" : "not told: "}${reason[language]}`, look)),
    ...(told.length === 0 && open && quiet.length === 0
      ? indented(zh ? "还没有通知任何人。" : "Nobody has been told yet.", look)
      : toldLines(told, look)),
  ];
}

function groupLines(one: ExplainedGroup, look: AlertsLook): string[] {
  const { language, style } = look;
  const { verdict, where } = one;
  const zh = language === "zh";
  const state = verdict ? VERDICT_WORDS[verdict.state][language] : zh ? "时段内没有来件" : "no message in the window";
  const level = verdict?.state === "firing" ? ` · ${levelText(verdict.level, language)}` : "";
  return [
    "",
    `${style.cyan("▍")}${style.bold(oneLine(where))}  ${state}${level}`,
    ...(verdict ? [...indented(verdict.why[language], look), ...figureLines(verdict, look)] : []),
    ...caseLines(one, look),
  ];
}

/** Why a rule fires or does not: the rule in words, then every group with its figures, its case, and who was told. */
export function explainedText(rule: Rule, groups: readonly ExplainedGroup[], look: ExplainLook): string {
  const { language, style, width, zone, limit } = look;
  const zh = language === "zh";
  const count = (state: string): number => groups.filter(({ verdict }) => verdict?.state === state).length;
  const more = groups.length - limit;
  const at = zone.minuteText(look.at);
  return [
    `${style.bold(oneLine(rule.title ?? rule.id))}  ${style.dim(rule.id)}`,
    ...indented(describeRule(rule)[language], { ...look, width }, 0),
    ...(rule.enabled
      ? []
      : [style.yellow(zh ? "这条规则已停用：不判断，不通知。" : "This rule rests: it is not judged.")]),
    zh
      ? `${at} 判断：${count("firing")} 处条件成立，${count("unknown")} 处无法判断，${count("ok")} 处不成立。`
      : `At ${at}: holds for ${count("firing")}, cannot be judged for ${count("unknown")}, does not hold for ${count("ok")}.`,
    ...groups.slice(0, limit).flatMap((one) => groupLines(one, look)),
    ...(more > 0
      ? [
          "",
          style.dim(zh ? `另有 ${more} 处未列出，可用 --group、--limit。` : `${more} more, see --group and --limit.`),
        ]
      : []),
  ].join("\n");
}
