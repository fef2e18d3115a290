import type { TrainingRow } from "../../../analyzers/office-topic/train.js";
import type { Encoded } from "../../../core/encoded.js";

export const CLASSES = [["城管", "噪声"], ["城管", "占道"], ["水电"]];
export const ENCODER = { version: "1+test", topics: ["城乡建设", "环境保护"] };

const WORDS = [
  ["夜间施工声音大", "广场舞太吵", "装修噪声扰民", "工地打桩不停"],
  ["小贩占道经营", "烧烤摊堵路", "夜市占用人行道", "流动摊贩乱摆"],
  ["小区停水两天", "电压不稳跳闸", "水管爆裂没水", "停电没有通知"],
];
const PLACES = ["清水苑", "东风路", "和平里", "学府街", "新华桥", "南湖湾", "桃园村", "金星巷"];
const ENDS = ["请尽快处理", "希望有关部门管一管", "已经反映多次", "住户意见很大"];

/** What an encoder would say that is sure of its embedding only. */
export function encodedAs(kind: number, i: number): Encoded {
  const even = (n: number) => new Float32Array(n).fill(1 / n);
  const embedding = new Float32Array(256).fill(0.01);
  embedding[kind] = 0.9;
  embedding[10 + (i % 7)] = 0.1;
  return {
    topic: { 城乡建设: 0.5, 环境保护: 0.5 },
    civic: even(3),
    post: even(3),
    emotion: even(6),
    severity: even(4),
    demand: even(6),
    register: 0.1,
    embedding,
  };
}

/** Short complaints of three kinds, with or without an encoder's answers. */
export function rows(withEncoder = true): TrainingRow[] {
  const made: TrainingRow[] = [];
  for (const [kind, words] of WORDS.entries()) {
    for (const word of words) {
      for (const place of PLACES) {
        const text = `${place}${word}，${ENDS[made.length % ENDS.length]}`;
        const group = made.length;
        made.push({ text, class: kind, group, ...(withEncoder && { encoded: encodedAs(kind, group) }) });
      }
    }
  }
  return made;
}
