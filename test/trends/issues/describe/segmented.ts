import type { Place } from "../../../../core/analysis.js";
import { type FeedbackDocument, makeDocument } from "../../../../core/feedback-document.js";
import { hashOf } from "../../../../core/ids.js";

export interface Segmented {
  /** With a space between words: 「关于 云栖苑 停水 的 投诉」. */
  title?: string;
  text: string;
  places?: [Place["kind"], string][];
  district?: string;
  topic?: string[];
  /** Day of March 2024. */
  day?: number;
}

/** What a dictionary of stop words and parts of speech would leave out of the keywords. */
const NOT_TELLING = new Set(
  "关于 投诉 反映 请问 问题 我们 你们 已经 每天 没有 希望 尊敬 领导 您好 谢谢 一直 怎么 为什么".split(" "),
);

function words(segmented: string): string[] {
  return segmented
    .replace(/\[[^\]]*\]/g, " ")
    .split(/[\s，。！？：；、“”《》·]+/)
    .filter(Boolean);
}

let made = 0;

/** A message of invented text whose words are cut where its spaces are; the spaces are gone from what people read. */
export function segmented({ title, text, places = [], district, topic, day = 1 }: Segmented): FeedbackDocument {
  made += 1;
  const tokens = [...(title === undefined ? [] : words(title)), ...words(text)];
  const at = `2024-03-${String(day).padStart(2, "0")}T02:00:00Z`;
  return makeDocument(
    {
      id: hashOf("segmented", String(made)),
      source: "board",
      channel: "board",
      kind: "official",
      ...(title === undefined ? {} : { title: title.replaceAll(" ", "") }),
      text: text.replaceAll(" ", ""),
      createdAt: at,
    },
    {
      tokens,
      keywords: [...new Set(tokens.filter((word) => word.length > 1 && !NOT_TELLING.has(word)))],
      sentiment: { label: "negative", score: -0.5 },
      topic: { path: topic ?? ["城乡建设", "物业服务"], confidence: 0.9, abstain: false },
      demand: "投诉",
      severity: { level: 1, reasons: [] },
      area: district === undefined ? {} : { district, from: "text" },
      places: places.map(([kind, name]) => ({ kind, name })),
      versions: {},
    },
    1,
  );
}

/** Messages about other things, so that the words of an issue have something to be typical against. */
export function elsewhere(): FeedbackDocument[] {
  const matters = [
    "路灯 不 亮",
    "公交 班次 太 少",
    "医保 怎么 报销",
    "学校 收费 太 高",
    "小区 停水 了",
    "开发商 不 退 定金",
    "夜间 渣土车 超速",
    "案件 没有 进展",
  ];
  return Array.from({ length: 60 }, (_, i) =>
    segmented({
      title: `反映 ${matters[i % matters.length]} 的 问题`,
      text: `您好 ， 我们 这里 ${matters[i % matters.length]} ， 希望 解决 。 ${i % 3 ? "噪音 也 大 。" : "车位 也 不够 。"}`,
    }),
  );
}
