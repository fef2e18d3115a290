import { type LabelledText, trainLinear } from "../../../analyzers/linear/train.js";

const PHRASES: Record<string, string[]> = {
  供水: ["自来水停了三天", "水管爆裂没有水用", "水压太低洗不了澡", "停水也不通知", "水厂检修停水"],
  道路: ["马路坑洼不平", "路面破损难走", "修路修了半年", "路口没有路灯", "人行道砖块松动"],
  噪音: ["半夜施工吵得睡不着", "音响声音太大", "广场舞扰民", "机器轰鸣日夜不停", "夜里鸣笛太吵"],
};

/** Sixty short messages in three classes, written for the tests. */
export const smallRows: LabelledText[] = Object.entries(PHRASES).flatMap(([label, phrases]) =>
  phrases.flatMap((phrase) =>
    ["我们小区", "请问领导", "南门外", "昨天起"].map((place) => ({ text: `${place}，${phrase}，请处理`, label })),
  ),
);

/** Enough for sixty rows. */
export const SMALL = { slotBits: 10, minDocuments: 2 };

/** A model small enough to take apart. */
export const smallModel = () => trainLinear(smallRows, SMALL);
