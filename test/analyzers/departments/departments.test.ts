import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { createDepartmentsAnalyzer } from "../../../analyzers/departments/departments.js";
import { createTopicAnalyzer } from "../../../analyzers/topic/topic.js";
import type { Draft } from "../../../core/analyzer.js";

const folder = mkdtempSync(join(tmpdir(), "minyi-departments-"));
afterAll(() => rmSync(folder, { recursive: true }));

const topics = createTopicAnalyzer();
const shipped = createDepartmentsAnalyzer();

function suggested(content: string, analyzer = shipped): { name: string; confidence: number }[] {
  const [{ topic }] = topics.analyze([{ content } as Draft]) as [Pick<Draft, "topic">];
  const [result] = analyzer.analyze([{ content, topic }]) as [Pick<Draft, "departments">];
  return result.departments ?? [];
}
const names = (content: string): string[] => suggested(content).map(({ name }) => name);

describe("the unit that a clerk would send a message to comes first", () => {
  test.each([
    ["人民路两边全是流动摊贩，占道经营，油烟很大，城管来了就跑，走了又回来。", "城市管理局"],
    ["小区物业公司乱收物业费，业主委员会也不让成立。", "住房和城乡建设局"],
    ["公司拖欠工资三个月，也没有给我们买社保。", "人力资源和社会保障局"],
    ["学校暑假强制补课，每个学生收费八百元。", "教育局"],
    ["化工厂夜里偷排废水，河边一股刺鼻的气味。", "生态环境局"],
    ["路口红绿灯时间太短，左转车辆排成长龙，天天堵车。", "公安局交警支队"],
    ["我想咨询新生儿上户口需要哪些材料，父母户籍不在一起。", "公安局"],
    ["从县城到我们镇的客车班次太少，出租车又不打表。", "交通运输局"],
    ["在超市买到过期食品，商家拒绝退货。", "市场监督管理局"],
    ["人民医院误诊，手术后病情加重，医生不给说法。", "卫生健康委员会"],
    ["规划局公示的控规调整把绿地改成了商业用地，请说明规划依据。", "自然资源和规划局"],
    ["我父亲七十岁，没有收入，想申请低保。", "民政局"],
    ["异地就医的住院费医保报销比例是多少？", "医疗保障局"],
    ["农村电压太低，一到晚上就跳闸停电，供电所不管。", "供电公司"],
    ["自来水发黄，停水也不通知，水费还涨了。", "供水公司"],
    ["安置区什么时候能通天然气？管道燃气埋好两年了。", "燃气公司"],
    ["公积金贷款买第二套房，最多能贷多少？公积金提取有什么条件？", "住房公积金管理中心"],
    ["建议延长12路公交车的末班车时间，公交站点也太少。", "公交公司"],
    ["地铁5号线什么时候开通？换乘站设在哪里？", "轨道交通公司"],
    ["村支书和村主任从不公开村务，征地补偿款没有分到村民手里。", "街道办事处、乡镇政府"],
    ["消防通道被电动车堵死，楼道里飞线充电，火灾隐患很大。", "消防救援支队"],
    ["我是退伍军人，想问退役士兵的安置补助什么时候发。", "退役军人事务局"],
    ["老板偷税漏税，开发票要加税点，请税务局查处。", "税务局"],
    ["宽带三天两头断网，打电信公司电话没人管。", "通信企业"],
    ["快递员把包裹丢了，快递公司不赔。", "邮政管理局"],
  ])("%s", (content, unit) => {
    expect(names(content)[0]).toBe(unit);
  });
});

test("a message of two matters gets the units of both", () => {
  const found = names("第一，小区门口的路灯坏了三个月，垃圾没人清运；第二，学校收了补课费，学生周末还要上课。");
  expect(found).toContain("城市管理局");
  expect(found).toContain("教育局");
});

test("a matter of the place itself goes to the district's or the street's office", () => {
  expect(names("我们片区的棚户区改造什么时候启动？拆迁补偿和过渡费怎么算？")).toContain("区县政府");
  expect(names("邻居占了我家自留地，村委会一直不调解，请镇政府管一管。")[0]).toBe("街道办事处、乡镇政府");
});

test("a text that says nothing gets no suggestion", () => {
  expect(suggested("")).toEqual([]);
  expect(suggested("您好！")).toEqual([]);
});

test("an office's own units replace the shipped ones, and the version says so", () => {
  const file = join(folder, "own.yaml");
  writeFileSync(file, "departments:\n  城市运行管理中心:\n    names: 运管中心\n    words: 路灯 井盖\n");
  const own = createDepartmentsAnalyzer({ file });
  expect(suggested("路灯坏了，井盖也丢了，请运管中心来修。", own).map(({ name }) => name)).toEqual([
    "城市运行管理中心",
  ]);
  expect(own.version).not.toBe(shipped.version);
});

test("whatever the text: at most three units, each once, best first, confidence from 0.25 to 1", () => {
  const piece = fc.constantFrom("城管", "物业", "噪音", "学校", "工资", "公交", "路灯", "村委会", "？", "x", "\uD83D");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const found = suggested(pieces.join(""));
      expect(found.length).toBeLessThanOrEqual(3);
      expect(new Set(found.map(({ name }) => name)).size).toBe(found.length);
      found.forEach(({ confidence }, i) => {
        expect(confidence).toBeGreaterThanOrEqual(0.25);
        expect(confidence).toBeLessThanOrEqual(i === 0 ? 1 : found[i - 1]!.confidence);
      });
    }),
  );
});

test("a result does not depend on the batch", () => {
  const drafts = ["路灯坏了", "学校补课", ""].map((content) => ({
    content,
    topic: { path: ["城乡建设"], confidence: 0.6, abstain: false },
  }));
  const alone = drafts.flatMap((draft) => shipped.analyze([draft]) as Pick<Draft, "departments">[]);
  expect(shipped.analyze(drafts)).toEqual(alone);
});

test("a megabyte is read in no time: only the beginning counts", () => {
  const started = performance.now();
  suggested("占道经营".repeat(250_000));
  expect(performance.now() - started).toBeLessThan(1000);
});
