import { canonical } from "../../analyzers/places/canonical.js";
import type { PlaceKind } from "../../analyzers/places/endings.js";
import { certainStart } from "./examples.js";
import type { Hit, Standing } from "./statistics.js";
import { nameFrom } from "./statistics.js";

/** A name is learned from so many different texts on. */
const TEXTS = 3;
/** Tails that every town has: no name without the town before it (人民医院, 第一中学). */
/** Found to be no names when the list was read through. */
const WRONG = new Set(
  "亭小学 至赣州高铁 村村通公路 之都佳苑 经开区力都大厦 妇幼医院 泉塘第三小 地铁公司 煤气公司 铁塔公司 美食广场 发建集团 建六公司 动移公司 通联公司".split(
    " ",
  ),
);
const GENERIC =
  /^(?:第?[一二三四五六七八九十]+)?(?:人民医院|中心医院|中医院|中医医院|妇幼保健院|医院|中学|小学|幼儿园|小|中|学校)$|^(?:中心|实验|职业|进修|外国语|理工|科技|科技职业|师范|工商|农业|中医药|中医|财政经济|经济|信息|物流|技师|卫生职业|职业技术|广播电视|新人民|县人民|省体育|生态|置业|火车|汽车|高铁|客运|商业|百货|城市建设集团|城市|政工程|市政建设开发|经济技术开发|经济技术开发集团|市直|建工|二中|五中|水利水电|大中专)(?:小学|中学|学校|大学|学院|中学校|医院|有限公司|集团有限公司|站|城|中心|动物园)$|中小学|^城|境内|^市|某/u;

export interface LearnedName {
  kind: PlaceKind;
  name: string;
  texts: number;
}

/**
 * The names that recur. Kinds of triggers (丽发新城|小区) are estates. A name that is mostly the tail of a longer one
 * and one that starts with a division (暮云街道丽发新城) are left out.
 */
export function recurringNames(corpus: readonly Hit[][], standings: ReadonlyMap<string, Standing>): LearnedName[] {
  const texts = new Map<string, { kind: PlaceKind; seen: Set<number> }>();
  for (const [index, hits] of corpus.entries()) {
    for (const hit of hits) {
      const start = certainStart(hit, standings);
      if (start < 0) continue;
      const name = canonical(nameFrom(hit, start), hit.ending.kind);
      let entry = texts.get(name);
      if (entry === undefined) {
        entry = { kind: hit.ending.kind, seen: new Set() };
        texts.set(name, entry);
      }
      entry.seen.add(index);
    }
  }
  return [...texts]
    .map(([name, { kind, seen }]) => ({ name, kind, texts: seen.size }))
    .filter(({ name, texts: count }) => count >= TEXTS && name.length >= 3 && !GENERIC.test(name) && !WRONG.has(name))
    .filter(({ name }) => !/(?:街道|[一-鿿]镇)[一-鿿]{2}/u.test(name))
    .sort((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : b.texts - a.texts || (a.name < b.name ? -1 : 1)));
}
