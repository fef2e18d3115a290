import type { Localized } from "../../core/localized.js";
import type { Product } from "./contestants/product.js";
import { measureLevels } from "./levels.js";
import { measureMasking } from "./masking.js";
import { measurePlaces } from "./places.js";
import { measureSegmentation } from "./segmentation.js";

/** A figure that has no columns of its own. */
export interface OtherRow {
  what: Localized;
  on: Localized;
  figure: string;
  beside: Localized;
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const nothing: Localized = { zh: "", en: "" };
const KINDS: Record<string, Localized> = {
  mobile: { zh: "手机号", en: "mobile numbers" },
  landline: { zh: "固定电话", en: "landlines" },
  idCard: { zh: "身份证", en: "identity cards" },
  certificate: { zh: "护照等证件", en: "passports and permits" },
  bankCard: { zh: "银行卡", en: "bank cards" },
  plate: { zh: "车牌", en: "plates" },
  email: { zh: "邮箱", en: "e-mail" },
  qq: { zh: "QQ", en: "QQ" },
  wechat: { zh: "微信", en: "WeChat" },
  name: { zh: "姓名", en: "names" },
  door: { zh: "门牌", en: "doors" },
};

function masking(): OtherRow[] {
  return measureMasking().map(({ kind, recall, precision, cases }) => ({
    what: { zh: `打码：${KINDS[kind]?.zh ?? kind}`, en: `masking: ${KINDS[kind]?.en ?? kind}` },
    on: { zh: `生成的 ${cases} 处`, en: `${cases} generated pieces` },
    figure: `R ${percent(recall)} · P ${percent(precision)}`,
    beside: nothing,
  }));
}

async function levels(folder: string, product: Product): Promise<OtherRow[]> {
  return (await measureLevels(folder, product)).map(({ level, given, messages, precision }) => ({
    what: { zh: `主题：第 ${level} 级的准确率`, en: `topic: precision of level ${level}` },
    on: { zh: `我们读过的 ${messages} 条中的 ${given} 条`, en: `${given} of ${messages} messages that we read` },
    figure: percent(precision),
    beside: nothing,
  }));
}

async function places(folder: string): Promise<OtherRow[]> {
  const { test, naive } = await measurePlaces(folder);
  return [
    {
      what: { zh: "地点 F1", en: "places, F1" },
      on: { zh: "我们逐条读过并标注的 74 条留言", en: "74 messages that we read and labelled" },
      figure: test.places.f1.toFixed(3),
      beside: {
        zh: `一条正则 ${naive.places.f1.toFixed(3)}`,
        en: `one regular expression ${naive.places.f1.toFixed(3)}`,
      },
    },
  ];
}

function segmentation(folder: string): OtherRow[] {
  return measureSegmentation(folder).map(({ engine, f1 }) => ({
    what: { zh: `分词 F1：${engine}`, en: `segmentation F1: ${engine}` },
    on: { zh: "UD Chinese-GSDSimp 测试集", en: "UD Chinese-GSDSimp, test" },
    figure: f1.toFixed(3),
    beside: nothing,
  }));
}

/** Masking, deeper levels of the topic, places and segmentation. */
export async function otherRows(folder: string, product: Product): Promise<OtherRow[]> {
  return [...masking(), ...(await levels(folder, product)), ...(await places(folder)), ...segmentation(folder)];
}
