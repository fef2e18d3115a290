import type { Analysis } from "../core/analysis.js";
import type { Language } from "../core/localized.js";
import type { Manifest } from "../state/manifest.js";

/** Messages of a run of which a part was made by a fallback because a model was not to be had (R40). */
export function degradedIn({ steps }: Pick<Manifest, "steps">): number {
  return steps.reduce((sum, { details }) => sum + (typeof details.degraded === "number" ? details.degraded : 0), 0);
}

/** What is said at the end of a run of so many such messages. */
export function degradedNote(messages: number): { zh: string; en: string } {
  return {
    zh: `降级：${messages} 件的部分结果不是模型判断的。运行 minyi doctor 查看原因。`,
    en: `Degraded: parts of ${messages} messages did not come from the model. minyi doctor says why.`,
  };
}

const FIELD_WORDS: Readonly<Record<string, { zh: string; en: string }>> = {
  sentiment: { zh: "情感", en: "sentiment" },
  emotion: { zh: "情绪", en: "emotion" },
  topic: { zh: "主题", en: "topic" },
  severity: { zh: "严重程度", en: "severity" },
  demand: { zh: "诉求", en: "demand" },
};

/** Counts, message by message, which fields a fallback made. */
export class DegradedFields {
  private messages = 0;
  private readonly fields = new Map<string, number>();

  add({ degraded = [] }: Pick<Analysis, "degraded">): void {
    if (degraded.length > 0) this.messages++;
    for (const field of degraded) this.fields.set(field, (this.fields.get(field) ?? 0) + 1);
  }

  /** How many of so many messages are degraded, and in what; undefined where none is. */
  summary(of: number): { zh: string; en: string } | undefined {
    if (this.messages === 0) return undefined;
    const list = (language: Language) => [...this.fields.keys()].map((name) => FIELD_WORDS[name]?.[language] ?? name);
    return {
      zh: `降级：${of} 条中有 ${this.messages} 条的${list("zh").join("、")}不是模型判断的。运行 minyi doctor 查看原因。`,
      en: `Degraded: in ${this.messages} of ${of} records ${list("en").join(", ")} did not come from the model. minyi doctor says why.`,
    };
  }
}
