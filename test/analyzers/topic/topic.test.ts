import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { serialiseModel } from "../../../analyzers/linear/model-file.js";
import { ModelFileError } from "../../../analyzers/model-file-error.js";
import { createTopicAnalyzer, shippedModelPath, type TopicOptions } from "../../../analyzers/topic/topic.js";
import type { Topic } from "../../../core/analysis.js";
import type { Draft } from "../../../core/analyzer.js";
import { smallModel } from "../linear/small-model.js";

const folder = mkdtempSync(join(tmpdir(), "minyi-topic-"));
afterAll(() => rmSync(folder, { recursive: true }));

const shippedAnalyzer = createTopicAnalyzer();
function topics(contents: readonly string[], analyzer = shippedAnalyzer): Topic[] {
  return (analyzer.analyze(contents.map((content) => ({ content }))) as Pick<Draft, "topic">[]).map((one) => one.topic);
}
const topicOf = (content: string, options?: TopicOptions): Topic =>
  topics([content], options ? createTopicAnalyzer(options) : shippedAnalyzer)[0]!;

test.each([
  [
    "东门外路灯坏了半个月没人修\n晚上一片漆黑，老人出门很不安全，请尽快安排维修。",
    "城乡建设 > 城市建设和市政管理 > 城市公共设施",
  ],
  [
    "新校区食堂饭菜太贵\n孩子上初一，学校食堂一顿饭要二十多元，还吃不饱，家长意见很大。",
    "教育文体 > 教育行政管理 > 教学管理",
  ],
  ["工厂半夜排废气\n每到凌晨，北边化工厂排放刺鼻废气，窗户都不敢开，污染严重。", "环境保护 > 环境污染 > 大气污染"],
  [
    "公司拖欠三个月工资\n去年十月入职，今年一月起一直不发工资，去劳动局投诉也没有结果。",
    "劳动和社会保障 > 工资福利 > 工资发放",
  ],
  ["出租车拒载还乱要价\n火车站门口的出租车不打表，一开口就是五十元。", "交通运输 > 出租车管理"],
])("a message of a first level that has labels: %s", (content, path) => {
  const topic = topicOf(content);
  expect(topic.path.join(" > ").startsWith(path)).toBe(true);
  expect(topic).toMatchObject({ abstain: false });
});

test.each([
  ["身份证丢了怎么异地补办\n本人在外地上班，户口在老家，请问在这里能补办身份证吗？", "政法 > 户籍证件"],
  ["入党材料被弄丢\n我的入党志愿书和党员档案在转组织关系时丢失，请组织部帮忙查找。", "党务政务 > 党的建设"],
  ["低保申请为什么不批\n家里两个残疾人，没有收入，申请低保三次都没有批下来。", "民政"],
  ["手机信号太差\n小区里移动信号一直很弱，打电话断断续续，宽带也经常断网。", "科技与信息产业 > 电信 > 通信保障"],
  ["宅基地审批卡了两年\n村里宅基地申请交上去两年了，村委会说等通知。", "农村农业 > 土地承包经营 > 宅基地纠纷"],
])("a message of a first level without labels, by its cue words, never surer than 0.6: %s", (content, path) => {
  const topic = topicOf(content);
  expect(topic.path.join(" > ").startsWith(path)).toBe(true);
  expect(topic.confidence).toBeLessThanOrEqual(0.6);
});

test("an empty text and three characters are guesses, with a path all the same", () => {
  for (const content of ["", "   ", "???", "路灯坏", "😡😡😡", "a1"]) {
    const topic = topicOf(content);
    expect(topic.abstain).toBe(true);
    expect(topic.path.length).toBeGreaterThan(0);
  }
});

test("the office's threshold decides what is a guess", () => {
  const content = "希望能早日解决，谢谢领导，辛苦了";
  const { confidence } = topicOf(content);
  expect(topicOf(content, { abstainBelow: confidence }).abstain).toBe(false);
  expect(topicOf(content, { abstainBelow: Math.min(1, confidence + 0.001) }).abstain).toBe(true);
});

test("a topic depends on its own text only: alone or in a batch, in any order, again and again", () => {
  const piece = fc.constantFrom(
    "停水",
    "小区",
    "户口",
    "工资不发",
    "路灯坏了",
    "，",
    "噪音",
    "a",
    "😡",
    "征地补偿",
    "",
  );
  const content = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));
  fc.assert(
    fc.property(fc.array(content, { minLength: 1, maxLength: 8 }), (contents) => {
      const batch = topics(contents);
      expect(batch).toEqual(contents.map((one) => topics([one])[0]));
      expect(topics([...contents].reverse()).reverse()).toEqual(batch);
    }),
  );
});

test("whatever the text, the confidence is a share, and the path goes from the first level to the third at most", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (content) => {
      const { path, confidence } = topicOf(content);
      expect(confidence).toBeGreaterThanOrEqual(0);
      expect(confidence).toBeLessThanOrEqual(1);
      expect(path.length).toBeGreaterThanOrEqual(1);
      expect(path.length).toBeLessThanOrEqual(3);
    }),
  );
});

test("R18: a megabyte takes no longer than a page", () => {
  const started = performance.now();
  topicOf("停水断电".repeat(250_000));
  expect(performance.now() - started).toBeLessThan(50);
});

test("R40: a missing, cut or changed model is a ModelFileError; cue words alone go on", () => {
  const path = join(folder, "damaged.bin");
  expect(() => createTopicAnalyzer({ modelPath: path })).toThrow(ModelFileError);
  const bytes = readFileSync(shippedModelPath());
  writeFileSync(path, bytes.subarray(0, bytes.length / 2));
  expect(() => createTopicAnalyzer({ modelPath: path })).toThrow("校验和");
  bytes[600_000]! ^= 1;
  writeFileSync(path, bytes);
  expect(() => createTopicAnalyzer({ modelPath: path })).toThrow(ModelFileError);

  const fallback = createTopicAnalyzer({ modelPath: null });
  expect(fallback.id).not.toBe(shippedAnalyzer.id);
  expect(topics(["小区自来水停水三天"], fallback)[0]!.path).toEqual(["城乡建设", "城市建设和市政管理", "自来水供应"]);
  expect(topics([""], fallback)[0]).toEqual({ path: ["城乡建设"], confidence: 0, abstain: true });
});

test("an office's own taxonomy and model: labels of the model that the taxonomy lacks are never given", () => {
  const taxonomyPath = join(folder, "own.yaml");
  writeFileSync(taxonomyPath, "topics:\n  供水:\n    管网: 爆裂\n  路政: 断头路 桥梁垮塌\n");
  const modelPath = join(folder, "own.bin");
  writeFileSync(modelPath, serialiseModel(smallModel()));
  const own = createTopicAnalyzer({ taxonomyPath, modelPath });
  expect(topics(["水管爆裂没有水用，请领导处理"], own)[0]!.path).toEqual(["供水", "管网"]);
  expect(topics(["半夜施工吵得睡不着，请处理"], own)[0]!.path).toEqual(["供水"]);
  expect(topics(["断头路什么时候打通，桥梁垮塌"], own)[0]!.path).toEqual(["路政"]);
});

test("the version changes with the taxonomy and with the model", () => {
  const taxonomyPath = join(folder, "other.yaml");
  writeFileSync(taxonomyPath, "topics:\n  供水: 停水\n");
  const versions = [
    shippedAnalyzer.version,
    createTopicAnalyzer({ taxonomyPath }).version,
    createTopicAnalyzer({ modelPath: null }).version,
  ];
  expect(new Set(versions)).toHaveLength(3);
  expect(createTopicAnalyzer().version).toBe(shippedAnalyzer.version);
});
