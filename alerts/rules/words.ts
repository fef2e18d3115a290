import type { Localized } from "../../core/localized.js";
import type { Measure } from "./condition.js";
import type { Duration } from "./duration.js";
import type { GroupDimension } from "./rule.js";

/** What rules and alerts call the dimensions. */
export const DIMENSION_WORDS: Readonly<Record<GroupDimension, Localized>> = {
  topic: { zh: "主题", en: "topic" },
  topic2: { zh: "二级主题", en: "second-level topic" },
  topic3: { zh: "三级主题", en: "third-level topic" },
  area: { zh: "区县", en: "district" },
  street: { zh: "街道", en: "street" },
  source: { zh: "来源", en: "source" },
  channel: { zh: "渠道", en: "channel" },
  department: { zh: "部门", en: "department" },
  demand: { zh: "诉求类型", en: "kind of demand" },
  sentiment: { zh: "情感", en: "sentiment" },
  severity: { zh: "严重程度", en: "severity" },
  issue: { zh: "议题", en: "issue" },
};

/** What they call the measures. */
export const MEASURE_WORDS: Readonly<Record<Measure, Localized>> = {
  count: { zh: "件数", en: "messages" },
  negativeShare: { zh: "负面占比", en: "share of negative messages" },
  meanScore: { zh: "平均情感分", en: "mean sentiment" },
  severe: { zh: "严重件数", en: "severe messages" },
};

const UNIT_WORDS: Readonly<Record<Duration["unit"], Localized>> = {
  minutes: { zh: "分钟", en: "minute" },
  hours: { zh: "小时", en: "hour" },
  days: { zh: "天", en: "day" },
  weeks: { zh: "周", en: "week" },
};

/** 6 小时 · 6 hours. */
export function durationWords({ unit, value }: Duration): Localized {
  const { zh, en } = UNIT_WORDS[unit];
  return { zh: `${value} ${zh}`, en: `${value} ${en}${value === 1 ? "" : "s"}` };
}

/** A figure as people read it: shares in percent, the others as they are, at most two decimals. */
export function figureWords(measure: Measure, value: number): string {
  const rounded = (figure: number): string => String(Math.round(figure * 100) / 100);
  return measure === "negativeShare" ? `${rounded(value * 100)}%` : rounded(value);
}
