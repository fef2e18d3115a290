import { HEAT_PARTS, type HeatPart, type Issue, type IssueFlag } from "../../core/issue.js";
import type { Language, Localized } from "../../core/localized.js";

const DAY = 86_400_000;
/** An issue is called new for so many days after its first message. */
const NEW = 7;

export const FLAG_WORDS: Record<IssueFlag, Localized> = {
  repeat: { zh: "一人多诉", en: "one citizen, many times" },
  several: { zh: "多人同诉", en: "several citizens" },
  group: { zh: "群体", en: "group" },
};

/** What each part of the heat measures. */
export const HEAT_WORDS: Record<HeatPart, Localized> = {
  volume: { zh: "来件数", en: "messages" },
  citizens: { zh: "诉求人数", en: "citizens" },
  growth: { zh: "近期增长", en: "recent growth" },
  duration: { zh: "持续时间", en: "duration" },
  severity: { zh: "严重程度", en: "severity" },
  negativity: { zh: "负面情绪", en: "negative mood" },
  support: { zh: "点赞与反对", en: "likes and dislikes" },
  recency: { zh: "时近程度", en: "recency" },
};

/** The parts of an issue's heat with their words, in the order in which they are shown. */
export function heatLines({ heatParts }: Issue, language: Language): { word: string; value: number }[] {
  return HEAT_PARTS.map((part) => ({ word: HEAT_WORDS[part][language], value: heatParts[part] }));
}

/** Where an issue stands, as one of a few words: it is new in the seven days after its first message. */
export function stageOf(issue: Issue, now: number): "new" | "rising" | "steady" | "cooling" | "over" | "merged" {
  if (issue.status === "merged") return "merged";
  if (issue.status === "closed") return "over";
  if (issue.status === "quiet") return "cooling";
  if (now - Date.parse(issue.stats.from) < NEW * DAY) return "new";
  return issue.status === "growing" ? "rising" : "steady";
}

export const STAGE_WORDS: Record<ReturnType<typeof stageOf>, Localized> = {
  new: { zh: "新", en: "new" },
  rising: { zh: "升温", en: "rising" },
  steady: { zh: "持续", en: "steady" },
  cooling: { zh: "回落", en: "cooling" },
  over: { zh: "结束", en: "over" },
  merged: { zh: "已并入", en: "merged" },
};

/** Flags, what people did to it, and whether the model was missing, as words. */
export function marksOf({ issue, degraded }: { issue: Issue; degraded: boolean }, language: Language): string[] {
  const marks: Localized[] = issue.flags.map((flag) => FLAG_WORDS[flag]);
  if (issue.pinned) marks.push({ zh: "置顶", en: "pinned" });
  if (issue.dismissed) marks.push({ zh: "已忽略", en: "dismissed" });
  if (degraded) marks.push({ zh: "降级", en: "degraded" });
  return marks.map((mark) => mark[language]);
}
