import { DEMANDS, SENTIMENT_LABELS } from "../../core/analysis.js";
import type { FeedbackDocument } from "../../core/feedback-document.js";
import { CHANNELS } from "../../core/feedback-item.js";
import { hashOf } from "../../core/ids.js";
import { randomFrom } from "../random.js";

const START = Date.UTC(2025, 0, 1) - 8 * 3_600_000;

const WORDS =
  "小区 物业 噪音 扰民 施工 夜间 垃圾 清运 停车 占道 路灯 井盖 下水道 堵塞 积水 漏水 电梯 故障 维修 基金 业主 开发商 合同 退款 公交 线路 站点 " +
  "地铁 延误 学校 招生 入学 户口 社保 医保 报销 医院 挂号 排队 疫苗 工资 拖欠 工地 农民工 环保 油烟 烧烤 广场舞 河道 污染 臭味 绿化 树木 修剪 " +
  "燃气 停水 停电 供暖 温度 不达标 热力 公司 客服 电话 无人接听 态度 恶劣 希望 有关部门 尽快 处理 解决 多次 反映 没有 结果 至今 未 回复 请问 " +
  "政策 申请 条件 材料 办理 流程 窗口 工作人员 感谢 及时 帮助 老人 孩子 安全 隐患 消防 通道 堵死 电动车 充电 飞线 楼道 杂物 违建 拆除 举报 " +
  "餐饮 店铺 食品 过期 卫生 差 价格 欺诈 快递 丢失 网购 投诉 商家 不予 退货 我们 这里 已经 三个月 每天 晚上 十点 以后 严重 影响 居民 休息 道路 " +
  "破损 坑洼 红绿灯 时间 太短 斑马线 行人 危险 校门口 拥堵 交警 管理 共享单车 乱停放 人行道 盲道 被占 村里 自来水 浑浊 低保 残疾 补贴 未到账";
const words = WORDS.split(" ");

/** Where in a list a random number falls when the first entries are the most frequent (Zipf's law). */
class Skewed {
  private readonly bounds: number[] = [];
  constructor(size: number) {
    let sum = 0;
    for (let i = 0; i < size; i++) {
      sum += 1 / (i + 2);
      this.bounds.push(sum);
    }
  }
  pick(random: number): number {
    const wanted = random * (this.bounds.at(-1) as number);
    let low = 0;
    let high = this.bounds.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.bounds[middle] as number) < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const skewedWords = new Skewed(words.length);
const skewedTopics = new Skewed(390);
const skewedStreets = new Skewed(343);
const skewedDepartments = new Skewed(60);

function text(random: () => number, length: number): string[] {
  const result: string[] = [];
  for (let n = 0; n < length; ) {
    const word = words[skewedWords.pick(random())] as string;
    // One character of six is rare, as names and places are.
    const rare = random() < 0.3 ? String.fromCharCode(0x4e00 + Math.floor(random() * 6000)) : "";
    const end = random() < 0.12 ? "，" : "";
    result.push(word + rare + end);
    n += word.length + rare.length + end.length;
  }
  return result;
}

/**
 * Invented documents with the skew of a city's hotline: 15 topics over 390 third-level ones, 16 districts over 343
 * streets, 60 departments, `days` of 2025 in order, texts of about `length` characters.
 */
export function* syntheticDocuments(total: number, length = 200, seed = 1, days = 365): Generator<FeedbackDocument> {
  const random = randomFrom(seed);
  for (let i = 0; i < total; i++) {
    const tokens = text(random, length);
    const topic = skewedTopics.pick(random());
    const street = skewedStreets.pick(random());
    const sentiment = random() < 0.72 ? 0 : random() < 0.8 ? 1 : 2;
    const id = hashOf("bench", String(seed), String(i));
    yield {
      id,
      source: random() < 0.7 ? "hotline" : "board",
      externalId: `T${i}`,
      channel: CHANNELS[random() < 0.7 ? 0 : 1] as "hotline",
      kind: "official",
      title: tokens.slice(0, 5).join(""),
      text: tokens.join(""),
      createdAt: new Date(START + Math.floor(((i + random()) / total) * days * 86_400_000)).toISOString(),
      department: `部门${skewedDepartments.pick(random())}`,
      analysis: {
        tokens: tokens.map((token) => token.replace("，", "")),
        keywords: tokens.slice(0, 8).map((token) => token.replace("，", "")),
        sentiment: { label: SENTIMENT_LABELS[sentiment] as "neutral", score: [-0.6, 0, 0.7][sentiment] as number },
        topic: {
          path: [`一级${topic % 15}`, `二级${topic % 103}`, `三级${topic}`],
          confidence: Math.round(random() * 1000) / 1000,
          abstain: false,
        },
        demand: DEMANDS[Math.floor(random() * random() * 6)] as "投诉",
        severity: { level: (random() < 0.7 ? 1 : random() < 0.8 ? 0 : random() < 0.9 ? 2 : 3) as 1, reasons: [] },
        area: { city: "示例市", district: `区${street % 16}`, street: `街道${street}`, from: "source" },
        places: random() < 0.5 ? [{ kind: "estate", name: `小区${Math.floor(random() * 5000)}` }] : [],
        ...(random() < 0.1 ? { duplicateOf: hashOf("bench", String(seed), String(Math.floor(i / 2))) } : {}),
        versions: { sentiment: "lexicon@1", topic: "linear@1", area: "area@1", severity: "severity@1" },
      },
      revision: i + 1,
      hash: hashOf("content", id),
    };
  }
}
