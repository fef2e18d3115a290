import { randomFrom } from "../../bench/random.js";

const PLACES = [
  "清澜苑",
  "锦绣里",
  "城北大道",
  "柳湾村",
  "实验小学",
  "中心市场",
  "望江路",
  "东湖花园",
  "南门桥",
  "和平里",
];
const THINGS = ["路灯", "井盖", "电梯", "暖气", "公交站牌", "垃圾桶", "水管", "围墙", "信号灯", "健身器材"];
const TROUBLES = ["不亮了", "被人搬走", "一直没人修", "漏水严重", "噪音很大", "堵住了出口", "坏了半个月", "有安全隐患"];
const WISHES = ["请尽快安排人员处理", "希望给个说法", "感谢上次及时处理", "想问问什么时候能好", "再不管就向上反映"];
const UNITS = ["住建局", "城管局", "水务集团", "交通局", "供热公司"];

/** How often a message repeats an earlier one, so that folding across batches has work to do. */
const REPEATS = 0.05;

/**
 * A CSV file of invented messages over three months, the same for the same seed. About one in twenty says what an
 * earlier one has said; some give a telephone number. `change` may replace a text.
 */
export function invent(
  count: number,
  seed: number,
  change: (i: number, text: string) => string = (_, text) => text,
): string {
  const random = randomFrom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const lines = ["工单编号,标题,来电时间,内容,承办单位,来电人"];
  const said: string[] = [];
  for (let i = 0; i < count; i++) {
    const again = said.length > 0 && random() < REPEATS;
    const thing = pick(THINGS);
    const text = again
      ? pick(said)
      : `${pick(PLACES)}${Math.floor(random() * 900) + 1}号的${thing}${pick(TROUBLES)}，${detail(random)}，${pick(WISHES)}。`;
    said.push(text);
    const day = new Date(Date.UTC(2026, 7, 1) + Math.floor(random() * 92) * 86_400_000).toISOString().slice(0, 10);
    const hour = String(Math.floor(random() * 24)).padStart(2, "0");
    const minute = String(i % 60).padStart(2, "0");
    const caller = `市民${Math.floor(random() * count)}`;
    lines.push(`F${i},${thing}问题,${day} ${hour}:${minute}:00,${change(i, text)},${pick(UNITS)},${caller}`);
  }
  return `${lines.join("\n")}\n`;
}

/** What tells one message from every other, so that only those that are meant to repeat are folded. */
function detail(random: () => number): string {
  const part = () => Math.floor(random() * 36 ** 5).toString(36);
  const phone = random() < 0.2 ? `，电话138${String(Math.floor(random() * 1e8)).padStart(8, "0")}` : "";
  return `设施编号${part()}${part()}，现场照片${part()}${part()}${phone}`;
}
