import type { Hit } from "../../core/store.js";
import { change } from "../../trends/change.js";
import type { Picture, PictureLine } from "../../trends/picture.js";

/** A message as the store gives it; every text here is invented. */
export function hit(
  text: string,
  given: {
    title?: string;
    at?: string;
    level?: 0 | 1 | 2 | 3;
    reasons?: string[];
    district?: string;
    place?: string;
    topic?: string[];
    folded?: number;
    abstain?: boolean;
  } = {},
): Hit {
  const { title, at = "2025-03-08T02:14:00Z", level = 1, reasons = [], district, place, topic = ["城乡建设"] } = given;
  return {
    folded: given.folded ?? 0,
    document: {
      id: "AAAAAAAAAAAAAAAAAAAAAA",
      externalId: "T20250308001",
      source: "hotline",
      channel: "hotline",
      kind: "official",
      ...(title ? { title } : {}),
      text,
      createdAt: at,
      revision: 1,
      hash: "h",
      analysis: {
        tokens: [],
        keywords: [],
        sentiment: { label: "negative", score: -0.6 },
        topic: { path: topic, confidence: 0.8, abstain: given.abstain ?? false },
        demand: "投诉",
        severity: { level, reasons },
        area: district ? { district, from: "source" } : {},
        places: place ? [{ kind: "estate", name: place }] : [],
        versions: {},
      },
    },
  };
}

function line(value: string, periods: number[], permille: number, severe: number): PictureLine {
  const now = periods.at(-1) ?? 0;
  return { value, change: change(now, periods.at(-2) ?? 0), permille, severe, periods };
}

export const SAMPLE: Picture = {
  period: { from: "2025-03-02T16:00:00.000Z", to: "2025-03-09T16:00:00.000Z" },
  previous: { from: "2025-02-23T16:00:00.000Z", to: "2025-03-02T16:00:00.000Z" },
  data: { first: "2025-01-12T16:30:00.000Z", last: "2025-03-09T14:00:00.000Z", documents: 2514 },
  issues: [],
  total: change(412, 298),
  periods: [240, 251, 262, 255, 270, 281, 298, 412],
  figures: { n: 412, negative: 294, neutral: 83, positive: 35, scoreMilli: -120_000, severe: 17 },
  severity: [
    { value: "0", n: 58 },
    { value: "1", n: 337 },
    { value: "2", n: 14 },
    { value: "3", n: 3 },
  ],
  demands: [
    { value: "投诉", n: 171 },
    { value: "求助", n: 120 },
    { value: "咨询", n: 60 },
    { value: "建议", n: 38 },
    { value: "举报", n: 14 },
    { value: "表扬", n: 9 },
  ],
  topics: {
    lines: [
      line("城乡建设", [60, 62, 70, 66, 71, 80, 97, 120], 291, 6),
      line("环境保护", [30, 28, 31, 33, 29, 35, 40, 88], 214, 7),
      line("交通运输", [40, 41, 38, 40, 44, 39, 71, 62], 150, 1),
      line("劳动和社会保障", [50, 52, 48, 49, 51, 50, 40, 40], 97, 0),
      line("教育文体", [20, 22, 18, 19, 17, 20, 22, 31], 75, 0),
      line("卫生计生", [3, 2, 4, 1, 2, 3, 2, 4], 10, 0),
      line("农村农业", [0, 0, 0, 0, 0, 0, 0, 9], 22, 0),
    ],
    others: 41,
    unknown: 17,
  },
  districts: {
    lines: [
      line("云溪区", [60, 62, 70, 66, 71, 80, 97, 150], 364, 9),
      line("青石区", [50, 52, 58, 56, 61, 60, 77, 96], 233, 4),
      line("临江县", [30, 33, 31, 35, 28, 30, 36, 30], 73, 1),
    ],
    others: 20,
    unknown: 116,
  },
  severeMessages: [
    hit("小区门口燃气管道漏气已经两天,气味很大,打了三次电话没人来,几十户老人不敢开火,请马上派人!", {
      level: 3,
      reasons: ["燃气", "漏气"],
      district: "云溪区",
      place: "星湖花园",
      topic: ["城乡建设", "燃气供应"],
      folded: 6,
    }),
    hit("工地基坑旁边的路面裂开一道二十多米长的缝，今天早上又宽了，怕要塌。", {
      title: "望江路路面开裂",
      at: "2025-03-07T23:40:00Z",
      level: 3,
      reasons: ["路面开裂", "塌"],
      district: "青石区",
      place: "望江路",
      topic: ["交通运输"],
    }),
    hit("厂里拖欠我们一百多名工人四个月工资，再不解决我们就一起去市里。", {
      at: "2025-03-05T09:05:00Z",
      level: 2,
      reasons: ["拖欠", "一起去"],
      topic: ["劳动和社会保障", "工资福利"],
      abstain: true,
    }),
  ],
  rising: [
    {
      kind: "topic",
      value: "噪声污染",
      area: "云溪区",
      now: 38,
      meanTenths: 43,
      deviationsCenti: 1464,
      example: "星湖花园旁工地半夜还在打桩",
    },
    { kind: "topic", value: "供水", area: "青石区", now: 9, meanTenths: 0, deviationsCenti: 900 },
    {
      kind: "keyword",
      value: "打桩",
      words: ["打桩", "夜间施工"],
      now: 31,
      meanTenths: 36,
      deviationsCenti: 1278,
      example: "每天晚上十一点以后工地还在打桩，孩子下个月中考，睡不好觉",
    },
  ],
  baseline: 7,
  samples: [
    hit(
      "每天晚上十一点以后工地还在打桩，孩子下个月中考，睡不好觉，白天上课没精神。投诉过三次，来的人一走又开工，能不能给个准话到底管不管？",
      {
        district: "云溪区",
        place: "星湖花园",
        topic: ["环境保护", "噪声污染"],
      },
    ),
    hit("公交 12 路改线后我们村老人去医院要走四十分钟😢", { district: "临江县", place: "柳树村", topic: ["交通运输"] }),
  ],
  replies: { answered: 260, of: 412 },
};
