/**
 * Quality on held-out data: `npm run quality -- [FOLDER] [--write]`, FOLDER being the development data (default
 * ../shared/data, or MINYI_DATA). Prints one table; `--write` also puts it into both READMEs. SnowNLP, the peer for
 * sentiment, is installed into a virtual environment on first use.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Localized } from "../../core/localized.js";
import { packageRoot } from "../../core/paths.js";
import { peerPython } from "../python.js";
import { markdownTable, writeIntoReadme } from "../readme.js";
import { measureMasking } from "./masking.js";
import { measureMessages } from "./messages.js";
import { measurePlaces } from "./places.js";
import { measureSegmentation } from "./segmentation.js";
import { measureSentiment } from "./sentiment.js";
import { measureTopic } from "./topic.js";

interface Row {
  what: Localized;
  on: Localized;
  figure: string;
  beside: Localized;
}

const { values, positionals } = parseArgs({
  options: { write: { type: "boolean", default: false } },
  allowPositionals: true,
});
const folder = positionals[0] ?? process.env.MINYI_DATA ?? join(packageRoot, "..", "shared", "data");

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
const CORPORA: Record<string, Localized> = {
  reviews: { zh: "酒店、电脑、图书评论", en: "hotel, laptop and book reviews" },
  shopping: { zh: "购物评论", en: "shopping reviews" },
  takeaway: { zh: "外卖评论", en: "food-delivery reviews" },
  weibo: { zh: "微博", en: "Weibo posts" },
};

function masking(): Row[] {
  return measureMasking().map(({ kind, recall, precision, cases }) => ({
    what: { zh: `打码：${KINDS[kind]?.zh ?? kind}`, en: `masking: ${KINDS[kind]?.en ?? kind}` },
    on: { zh: `生成的 ${cases} 处`, en: `${cases} generated pieces` },
    figure: `R ${percent(recall)} · P ${percent(precision)}`,
    beside: nothing,
  }));
}

async function topic(): Promise<Row[]> {
  const { macroF1, rows, ece, majorityMacroF1, levels } = await measureTopic(folder);
  const majority = majorityMacroF1.toFixed(3);
  return [
    {
      what: { zh: "主题：一级，七类，宏平均 F1", en: "topic: first level, seven classes, macro-F1" },
      on: { zh: `${rows} 条留言，去除与训练集重复`, en: `${rows} messages, free of training rows` },
      figure: macroF1.toFixed(3),
      beside: { zh: `总猜最多的一类 ${majority}`, en: `majority class ${majority}` },
    },
    {
      what: { zh: "主题：置信度的期望校准误差", en: "topic: expected calibration error" },
      on: { zh: "同上", en: "the same" },
      figure: ece.toFixed(3),
      beside: nothing,
    },
    ...levels.map(({ level, given, messages, precision }) => ({
      what: { zh: `主题：第 ${level} 级的准确率`, en: `topic: precision of level ${level}` },
      on: { zh: `我们读过的 ${messages} 条中的 ${given} 条`, en: `${given} of ${messages} messages that we read` },
      figure: percent(precision),
      beside: nothing,
    })),
  ];
}

async function sentiment(): Promise<Row[]> {
  return (await measureSentiment(folder, peerPython())).map(({ corpus, rows, accuracy, peer }) => {
    const seen = peer && peer.seen > 0 ? percent(peer.seen) : undefined;
    const figure = peer ? percent(peer.accuracy) : "";
    return {
      what: {
        zh: `情感词典：${CORPORA[corpus]?.zh ?? corpus}`,
        en: `sentiment lexicon: ${CORPORA[corpus]?.en ?? corpus}`,
      },
      on: { zh: `${rows} 条，正负`, en: `${rows} texts, sign` },
      figure: percent(accuracy),
      beside: {
        zh: `SnowNLP ${figure}${seen ? `（其中 ${seen} 是它训练时见过的）` : ""}`,
        en: `SnowNLP ${figure}${seen ? ` (it was trained on ${seen} of them)` : ""}`,
      },
    };
  });
}

async function messages(): Promise<Row[]> {
  const check = (await measureMessages(folder)).find(({ split }) => split === "check");
  if (check === undefined) throw new Error("message_labels.csv has no rows of the split check");
  const on = {
    zh: `我们逐条读过并标注的 ${check.messages} 条留言`,
    en: `${check.messages} messages that we read and labelled`,
  };
  return [
    {
      what: { zh: "情感词典：三类一致率", en: "sentiment lexicon: agreement, three classes" },
      on,
      figure: percent(check.sentiment),
      beside: nothing,
    },
    {
      what: { zh: "严重程度：四级一致率", en: "severity: agreement, four levels" },
      on,
      figure: percent(check.severity),
      beside: nothing,
    },
    {
      what: { zh: "诉求：六类一致率", en: "demand: agreement, six classes" },
      on,
      figure: percent(check.demand),
      beside: nothing,
    },
  ];
}

async function places(): Promise<Row[]> {
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

function segmentation(): Row[] {
  return measureSegmentation(folder).map(({ engine, f1 }) => ({
    what: { zh: `分词 F1：${engine}`, en: `segmentation F1: ${engine}` },
    on: { zh: "UD Chinese-GSDSimp 测试集", en: "UD Chinese-GSDSimp, test" },
    figure: f1.toFixed(3),
    beside: nothing,
  }));
}

const rows = [
  ...masking(),
  ...(await topic()),
  ...(await sentiment()),
  ...(await messages()),
  ...(await places()),
  ...segmentation(),
];
const tables = {
  zh: markdownTable([
    ["指标", "数据", "民意", "对照"],
    ...rows.map((r) => [r.what.zh, r.on.zh, r.figure, r.beside.zh]),
  ]),
  en: markdownTable([
    ["what", "on", "minyi", "beside"],
    ...rows.map((r) => [r.what.en, r.on.en, r.figure, r.beside.en]),
  ]),
};
console.log(tables.en);
if (values.write) writeIntoReadme("quality", tables);
