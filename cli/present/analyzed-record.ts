import type { Language } from "../../core/localized.js";
import type { AnalyzedRecord } from "../../pipelines/analyze-file.js";
import { csvLine } from "./csv-line.js";
import { safeJson } from "./escape.js";

/** A record as one line of JSON: the stable form that scripts read. */
export function jsonLine(record: AnalyzedRecord, language: Language): string {
  if ("error" in record) return `${safeJson({ id: record.id, error: record.error[language] })}\n`;
  const { id, title, text, analysis } = record;
  const { tokens, keywords, sentiment, emotion, topic, demand, severity, departments, area, places } = analysis;
  const understood = { sentiment, emotion, topic, demand, severity, departments, area, places };
  const { degraded, versions } = analysis;
  const line = { id, title, text, tokens, keywords, ...understood, degraded, versions };
  return `${safeJson(line)}\n`;
}

const COLUMNS = {
  zh: [
    "编号",
    "标题",
    "正文",
    "分词",
    "关键词",
    "情感",
    "情感分",
    "情绪",
    "一级主题",
    "二级主题",
    "三级主题",
    "主题置信度",
    "存疑",
    "诉求",
    "严重程度",
    "依据",
    "承办建议",
    "承办置信度",
    "城市",
    "区县",
    "街道",
    "社区",
    "地点",
    "降级",
    "错误",
  ],
  en: [
    "id",
    "title",
    "text",
    "tokens",
    "keywords",
    "sentiment",
    "score",
    "emotion",
    "topic1",
    "topic2",
    "topic3",
    "confidence",
    "abstain",
    "demand",
    "severity",
    "reasons",
    "departments",
    "likelihood",
    "city",
    "district",
    "street",
    "community",
    "places",
    "degraded",
    "error",
  ],
} as const;

export function csvHeader(language: Language): string {
  return csvLine(COLUMNS[language]);
}

/** A record as one line of CSV, lists joined by spaces. */
export function csvRecord(record: AnalyzedRecord, language: Language): string {
  const empty = (n: number): string[] => Array(n).fill("") as string[];
  if ("error" in record) {
    return csvLine([record.id, ...empty(COLUMNS.zh.length - 2), record.error[language]]);
  }
  const { id, title, text, analysis } = record;
  const { tokens, keywords, sentiment, emotion, topic, demand, severity, area, places, degraded = [] } = analysis;
  const { departments = [] } = analysis;
  return csvLine([
    id,
    title ?? "",
    text,
    tokens.join(" "),
    keywords.join(" "),
    sentiment.label,
    sentiment.score,
    emotion ?? "",
    topic.path[0] ?? "",
    topic.path[1] ?? "",
    topic.path[2] ?? "",
    topic.confidence,
    topic.abstain ? 1 : 0,
    demand,
    severity.level,
    severity.reasons.join(" "),
    departments.map(({ name }) => name).join(" "),
    departments[0]?.confidence ?? "",
    area.city ?? "",
    area.district ?? "",
    area.street ?? "",
    area.community ?? "",
    places.map(({ name }) => name).join(" "),
    degraded.join(" "),
    "",
  ]);
}
