import type { Demand, SentimentLabel } from "../../core/analysis.js";
import type { Channel } from "../../core/feedback-item.js";
import type { Language, Localized } from "../../core/localized.js";
import type { Dimension, Interval } from "../../core/store.js";

export const SEVERITY_WORDS: Record<string, Localized> = {
  "0": { zh: "咨询", en: "question" },
  "1": { zh: "一般", en: "nuisance" },
  "2": { zh: "严重", en: "serious" },
  "3": { zh: "危急", en: "danger" },
};

export const SENTIMENT_WORDS: Record<SentimentLabel, Localized> = {
  negative: { zh: "负面", en: "negative" },
  neutral: { zh: "中性", en: "neutral" },
  positive: { zh: "正面", en: "positive" },
};

export const DEMAND_WORDS: Record<Demand, Localized> = {
  投诉: { zh: "投诉", en: "complaint" },
  咨询: { zh: "咨询", en: "question" },
  求助: { zh: "求助", en: "help" },
  建议: { zh: "建议", en: "suggestion" },
  表扬: { zh: "表扬", en: "praise" },
  举报: { zh: "举报", en: "report" },
};

export const CHANNEL_WORDS: Record<Channel, Localized> = {
  hotline: { zh: "热线", en: "hotline" },
  board: { zh: "留言板", en: "board" },
  post: { zh: "网帖", en: "post" },
  news: { zh: "新闻", en: "news" },
  other: { zh: "其他", en: "other" },
};

export const DIMENSION_WORDS: Record<Dimension, Localized> = {
  topic: { zh: "主题", en: "Topic" },
  topic2: { zh: "二级主题", en: "Topic 2" },
  topic3: { zh: "三级主题", en: "Topic 3" },
  area: { zh: "区县", en: "District" },
  street: { zh: "街道", en: "Street" },
  source: { zh: "来源", en: "Source" },
  channel: { zh: "渠道", en: "Channel" },
  department: { zh: "承办单位", en: "Department" },
  demand: { zh: "诉求类型", en: "Demand" },
  sentiment: { zh: "情感", en: "Sentiment" },
  severity: { zh: "严重程度", en: "Severity" },
};

export const INTERVAL_WORDS: Record<Interval, Localized> = {
  hour: { zh: "小时", en: "hour" },
  day: { zh: "日", en: "day" },
  week: { zh: "周", en: "week" },
  month: { zh: "月", en: "month" },
};

const VALUE_WORDS: Partial<Record<Dimension, Readonly<Record<string, Localized>>>> = {
  severity: SEVERITY_WORDS,
  sentiment: SENTIMENT_WORDS,
  demand: DEMAND_WORDS,
  channel: CHANNEL_WORDS,
};

/** How a value of a dimension is called: words for codes, the value itself for names, a dash where nothing is known. */
export function valueWord(dimension: Dimension, value: string, language: Language): string {
  if (value === "") return language === "zh" ? "（未知）" : "(unknown)";
  return VALUE_WORDS[dimension]?.[value]?.[language] ?? value;
}
