import type { Language, Localized } from "../../core/localized.js";
import type { EvaluationTask } from "../../pipelines/evaluate/labels.js";
import { SENTIMENT_WORDS, SEVERITY_WORDS } from "../present/words.js";

export const TASK_WORDS: Record<EvaluationTask, Localized> = {
  topic: { zh: "主题", en: "topic" },
  sentiment: { zh: "情感", en: "sentiment" },
  severity: { zh: "严重程度", en: "severity" },
  demand: { zh: "诉求类型", en: "demand" },
  emotion: { zh: "情绪", en: "emotion" },
};

const EMOTION_WORDS: Record<string, Localized> = {
  happy: { zh: "高兴", en: "happy" },
  angry: { zh: "愤怒", en: "angry" },
  sad: { zh: "悲伤", en: "sad" },
  fear: { zh: "恐惧", en: "fear" },
  surprise: { zh: "惊讶", en: "surprise" },
  neutral: { zh: "中性", en: "neutral" },
};

const WORDS: Partial<Record<EvaluationTask, Record<string, Localized>>> = {
  sentiment: SENTIMENT_WORDS,
  severity: SEVERITY_WORDS,
  emotion: EMOTION_WORDS,
};

/** How a class of a task is called in a table. */
export function classWord(task: EvaluationTask, label: string, language: Language): string {
  if (label === "") return language === "zh" ? "（未判断）" : "(no answer)";
  const word = WORDS[task]?.[label]?.[language] ?? label;
  return task === "severity" ? `${label} ${word}` : word;
}
