import { matterPrintOf } from "../../../../analyzers/matter-print.js";
import type { Area, Place } from "../../../../core/analysis.js";
import { EMBEDDING_SIZE } from "../../../../core/matter-print.js";
import type { Matter } from "../../../../trends/issues/engine/find-matters.js";

const DAY = 86_400_000;
const START = Date.UTC(2026, 4, 1);

/** What a test says of a message. */
export interface Told {
  title: string;
  text?: string;
  /** Days since the first of May 2026. */
  day?: number;
  places?: string[];
  area?: Area;
  /** Which way its embedding points: messages of one direction are as alike as can be. None: no model. */
  direction?: number;
  representative?: string;
  fixed?: string;
}

/** A message as it is compared with others; its id is its title where none is given. */
export function matter(told: Told, id = told.title): Matter {
  const { title, text = "", places = [], area = {}, direction, day = 0, representative, fixed } = told;
  const print = matterPrintOf({
    title,
    content: `${title}\n${text}`,
    places: places.map((name): Place => ({ kind: "estate", name })),
    area,
  });
  if (direction !== undefined) {
    print.embedding = new Int8Array(EMBEDDING_SIZE);
    print.embedding[direction] = 127;
  }
  return {
    id,
    at: START + day * DAY,
    print,
    ...(representative !== undefined && { representative }),
    ...(fixed !== undefined && { fixed }),
  };
}

/** Messages about all sorts of things, so that rare words are rare. */
export function others(count: number): Matter[] {
  const things = ["路灯", "井盖", "公交", "医保", "噪声", "停车", "供水", "学位", "工资", "绿化"];
  const states = ["不亮", "松动", "晚点", "咨询", "太吵", "太贵", "太小", "不够", "拖欠", "枯死"];
  const where = ["东兴", "南溪", "西城", "北滨", "中和", "安居", "宝塔", "长宁", "翠屏", "大英"];
  return Array.from({ length: count }, (_, i) => {
    const pick = (list: string[], by: number): string => list[Math.floor(i / by) % list.length]!;
    const title = `${pick(where, 100)}${pick(things, 1)}${pick(states, 10)}${i}号`;
    return matter({ title, day: i % 30, direction: 20 + (i % 200) }, `other ${i}`);
  });
}
