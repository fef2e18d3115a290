import { LEVEL_WORDS } from "../../alerts/levels.js";
import { LEVEL_MARKS } from "../../alerts/render/words.js";
import { MEASURE_WORDS } from "../../alerts/rules/words.js";
import type { AlertLevel, CaseOutcome, CaseStatus, Observation, Verdict } from "../../core/alert.js";
import type { Language, Localized } from "../../core/localized.js";
import type { CaseEventKind } from "../../state/alert-events.js";
import type { OutboxStatus } from "../../state/alert-outbox.js";
import type { Style } from "./style.js";
import type { Cell } from "./table.js";

export const STATUS_WORDS: Readonly<Record<CaseStatus, Localized>> = {
  pending: { zh: "观察中", en: "pending" },
  firing: { zh: "待认领", en: "firing" },
  acknowledged: { zh: "已认领", en: "acknowledged" },
  resolved: { zh: "已结束", en: "over" },
};

export const OUTCOME_WORDS: Readonly<Record<CaseOutcome, Localized>> = {
  true: { zh: "属实", en: "true" },
  false: { zh: "误报", en: "false alarm" },
  handled: { zh: "已处置", en: "dealt with" },
};

export const VERDICT_WORDS: Readonly<Record<Verdict["state"], Localized>> = {
  firing: { zh: "条件成立", en: "holds" },
  ok: { zh: "条件不成立", en: "does not hold" },
  unknown: { zh: "无法判断", en: "cannot be judged" },
};

export const OUTBOX_WORDS: Readonly<Record<OutboxStatus, Localized>> = {
  waiting: { zh: "待发送", en: "waiting" },
  sending: { zh: "发送中", en: "being sent" },
  delivered: { zh: "已送达", en: "delivered" },
  dead: { zh: "未能送达", en: "dead letter" },
  discarded: { zh: "已放弃", en: "discarded" },
};

export const CASE_EVENT_WORDS: Readonly<Record<CaseEventKind, Localized>> = {
  opened: { zh: "开始观察", en: "opened" },
  fired: { zh: "触发", en: "fired" },
  "level-up": { zh: "升级", en: "raised" },
  told: { zh: "通知", en: "told" },
  nobody: { zh: "没有可通知的人", en: "nobody to tell" },
  muted: { zh: "暂不通知", en: "kept quiet" },
  unmuted: { zh: "恢复通知", en: "no longer quiet" },
  acknowledged: { zh: "认领", en: "acknowledged" },
  lapsed: { zh: "认领到期", en: "acknowledgement ran out" },
  escalated: { zh: "无人认领，上报", en: "escalated" },
  resolved: { zh: "结束", en: "over" },
  reopened: { zh: "再次触发", en: "fired again" },
  outcome: { zh: "核实", en: "outcome" },
  read: { zh: "查看", en: "read" },
};

const MEASURES: Readonly<Record<Observation["measure"], Localized>> = {
  ...MEASURE_WORDS,
  heat: { zh: "热度", en: "heat" },
  messages: { zh: "符合的件数", en: "messages that count" },
};

/** A figure in the unit of its measure, as people read it. */
function figure(measure: Observation["measure"], value: number): string {
  if (measure === "negativeShare") return `${Math.round(value) / 10}%`;
  if (measure === "meanScore") return (value / 1000).toFixed(2);
  return String(Math.round(value * 10) / 10);
}

/** 件数 18，平常 2–7（中位 4），限值 10. */
export function observationText(one: Observation, language: Language): string {
  const { measure, value, n, expected, limit, chancePpm } = one;
  const zh = language === "zh";
  const show = (at: number): string => figure(measure, at);
  const parts = [
    `${MEASURES[measure][language]} ${show(value)}`,
    measure === "negativeShare" || measure === "meanScore" ? (zh ? `共 ${n} 件` : `of ${n}`) : "",
    expected
      ? zh
        ? `平常 ${show(expected.low)}–${show(expected.high)}（中位 ${show(expected.middle)}）`
        : `usually ${show(expected.low)}–${show(expected.high)} (middle ${show(expected.middle)})`
      : "",
    limit === undefined ? "" : zh ? `限值 ${show(limit)}` : `limit ${show(limit)}`,
    chancePpm === undefined ? "" : zh ? `偶然出现的可能百万分之 ${chancePpm}` : `${chancePpm} in a million by chance`,
  ];
  return parts.filter((part) => part !== "").join(zh ? "，" : ", ");
}

/** `●●●○ 橙色`: readable without colours. */
export function levelText(level: AlertLevel, language: Language): string {
  return `${LEVEL_MARKS[level]} ${LEVEL_WORDS[level][language]}`;
}

export function levelCell(level: AlertLevel, language: Language, style: Style): Cell {
  const paint = { blue: style.cyan, yellow: style.yellow, orange: style.yellow, red: style.red }[level];
  return { text: levelText(level, language), paint };
}
