import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createPlacesAnalyzer } from "../../../analyzers/places/places.js";
import type { Place } from "../../../core/analysis.js";
import { ItemError } from "../../../core/analyzer.js";

const analyzer = createPlacesAnalyzer();

async function placesIn(content: string): Promise<Place[]> {
  const [result] = await analyzer.analyze([{ content }]);
  if (result === undefined || result instanceof ItemError) throw new Error("no result");
  return result.places;
}

const said = async (content: string) => (await placesIn(content)).map(({ kind, name }) => `${kind} ${name}`);

describe("the kinds of places", () => {
  test.each([
    ["A7县月桂路有人深夜飙车", "road 月桂路"],
    ["强烈建议在长虹大道修建天桥", "road 长虹大道"],
    ["请问松风里小区何时通天然气", "estate 松风里"],
    ["投诉云杉雅苑物业不作为", "estate 云杉雅苑"],
    ["我家住在玉兰公馆，隔壁施工吵", "estate 玉兰公馆"],
    ["青竹镇双溪村的水泥路还没修", "village 双溪村"],
    ["文汇中学的学生到处乱走", "school 文汇中学"],
    ["育才路小学门口堵车", "school 育才路小学"],
    ["要求查处杭州硕木科技有限公司", "company 杭州硕木科技有限公司"],
    ["举报润泽燃气公司乱收费", "company 润泽燃气公司"],
    ["梧桐农贸市场缺斤少两", "market 梧桐农贸市场"],
    ["翠屏山森林公园没有路灯", "park 翠屏山森林公园"],
    ["五一广场地铁站太挤", "transit 五一广场地铁站"],
    ["在梅溪大厦15楼办公", "building 梅溪大厦"],
    ["青龙湖水质发臭", "other 青龙湖"],
  ])("%s", async (content, expected) => {
    expect(await said(content)).toEqual([expected]);
  });
});

describe("lines and roads known by a number have one name", () => {
  test.each([
    ["139路公交车总是晚点，公交139等了半小时", ["transit 139路"]],
    ["地铁三号线延误，3号线车厢太挤", ["transit 地铁3号线"]],
    ["2号线文渊路站在施工", ["transit 地铁2号线", "transit 文渊路站"]],
    ["G104国道坑洼，国道319也是", ["road G104国道", "road 319国道"]],
    ["2号大街夜间施工", ["road 2号大街"]],
    ["东1路没有路灯", []],
  ])("%s", async (content, expected) => {
    expect(await said(content)).toEqual(expected);
  });
});

describe("where a name begins", () => {
  test.each([
    ["verbs and prepositions cut", "位于栖霞路的锦澜花园三期停水", ["road 栖霞路", "estate 锦澜花园"]],
    ["an anonymised division cuts", "反映A3区映月湾小区电梯故障", ["estate 映月湾"]],
    ["a real division cuts", "杭州市余杭区同安名苑漏水", ["estate 同安名苑"]],
    ["a town cuts", "西湖区三墩镇望溪苑停电", ["estate 望溪苑"]],
    ["conjunctions cut", "丁香路与海棠街交叉口没有红绿灯", ["road 丁香路", "road 海棠街"]],
    ["digits cut", "518号西岭时代广场噪音大", ["market 西岭时代广场"]],
    ["an anonymised word can be part of a road's name", "A1区北路堵车", ["road A1区北路"]],
    ["a school that is named after its division keeps it", "A4区实验小学缺操场", ["school A4区实验小学"]],
    ["so does a hospital", "A市第一人民医院挂号难", ["hospital A市第一人民医院"]],
    ["quotes around a name are no part of it", "“碧水龙庭”小区停水", ["estate 碧水龙庭"]],
    ["a road is no part of the building on it", "万家丽路万坤图大厦扰民", ["road 万家丽路", "building 万坤图大厦"]],
    ["a mask makes half a name, which is none", "南*物业服务集团有限公司乱收费", []],
    ["mask tokens end a name", "住锦绣家园[门牌]，联系人[姓名]", ["estate 锦绣家园"]],
  ])("%s", async (_rule, content, expected) => {
    expect(await said(content)).toEqual(expected);
  });
});

describe("no places", () => {
  test.each([
    "我们小区、本小区、该路段、附近学校都受影响",
    "市政府和公路局都不管网络路由器",
    "一路上没有路灯，马路中间有坑",
    "老旧小区改造，居民小区停电，安置小区没有电梯",
    "孩子上小学，想读公办幼儿园，去医院看病",
    "农贸市场和菜市场要规范管理，整顿房地产市场",
    "物业公司不作为，要求公司退款",
    "希望政府建设文明城市，推进农村发展",
    "这条路、那条街、每个村都一样",
    "",
  ])("%s", async (content) => {
    expect(await said(content)).toEqual([]);
  });
});

describe("one place, one name", () => {
  test("a dot inside makes no difference", async () => {
    expect(await said("伊景园滨河苑捆绑销售车位\n我是伊景园·滨河苑的业主，伊景园•滨河苑去年交房")).toEqual([
      "estate 伊景园滨河苑",
    ]);
  });

  test("小区 behind a name that is long enough makes no difference", async () => {
    expect(await said("锦澜花园停水，锦澜花园小区的人都在等")).toEqual(["estate 锦澜花园"]);
    expect(await said("裕民小区停水")).toEqual(["estate 裕民小区"]);
  });

  test("phases and buildings are left out", async () => {
    expect(await said("盛景国际二期漏水，盛景国际3栋也漏")).toEqual(["estate 盛景国际"]);
  });

  test("places come in order of their first mention, at most twelve", async () => {
    const roads = [
      "月桂",
      "海棠",
      "丁香",
      "紫薇",
      "玉兰",
      "木棉",
      "芍药",
      "杜鹃",
      "蔷薇",
      "茉莉",
      "凤仙",
      "石榴",
      "芙蓉",
    ];
    expect(await said(roads.map((road) => `${road}路`).join("、"))).toEqual(
      roads.slice(0, 12).map((road) => `road ${road}路`),
    );
  });
});

describe("robustness", () => {
  test("R18, R21: a megabyte of anything takes little time", async () => {
    const hostile = ["路", "小区", "A市A3区", "杭州市西湖区", "一号线", "湖·", "9", "“", "有限公司", "\ud800"];
    const start = performance.now();
    for (const part of hostile) await placesIn(part.repeat(Math.ceil(1_000_000 / part.length)));
    expect(performance.now() - start).toBeLessThan(5000);
  });

  test("places do not depend on neighbours or on the size of the batch", async () => {
    const texts = ["A7县月桂路堵车", "锦澜花园停水", "没有地方", "地铁3号线晚点"].map((content) => ({ content }));
    const together = await analyzer.analyze(texts);
    const alone = await Promise.all(texts.map(async (text) => (await analyzer.analyze([text]))[0]));
    expect(together).toEqual(alone);
  });

  test("any text gives distinct names of at least two characters that stand in it", async () => {
    const piece = fc.constantFrom(
      "A3区",
      "锦澜",
      "花园",
      "小区",
      "路",
      "·",
      "3",
      "号线",
      "的",
      "位于",
      "有限公司",
      "村",
      " ",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async (pieces) => {
        const content = pieces.join("");
        const names = (await placesIn(content)).map(({ name }) => name);
        expect(new Set(names).size).toBe(names.length);
        for (const name of names) {
          expect(name.length).toBeGreaterThanOrEqual(2);
          const core = name.replace(/^(?:地铁|公交)/, "");
          expect(content.replace(/[·\s]/g, "")).toContain(core);
        }
      }),
      { numRuns: 300 },
    );
  });
});
