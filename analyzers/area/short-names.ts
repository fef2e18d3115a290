import { CITY, type Divisions, divisions, shortName } from "./divisions.js";

/** Cities whose short name is an ordinary word or a usual name of roads: only with 市 behind it. */
const ORDINARY = new Set(
  "日照 来宾 朝阳 大同 山南 海东 白银 中卫 北海 黄山 中山 安康 东营 通化 吉安 吉林 平安 东方 文昌 安顺 六安 保山".split(
    " ",
  ),
);

const PROVINCES =
  "北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆";

/** Short names of prefecture-level cities (杭州) with their full ones. */
export function cityShortNames(all: Divisions): Map<string, string> {
  const names = new Map<string, string>();
  for (const city of all.ofLevel(CITY)) {
    const name = all.nameOf(city);
    const short = name.endsWith("市") ? shortName(name) : undefined;
    if (short !== undefined && !ORDINARY.has(short)) names.set(short, name);
  }
  return names;
}

let fronts: Set<string> | undefined;

/** True for what companies carry in front of their names: 杭州, 浙江. */
export function isCompanyFront(text: string): boolean {
  fronts ??= new Set([...PROVINCES.split(" "), ...cityShortNames(divisions()).keys()]);
  return fronts.has(text);
}
