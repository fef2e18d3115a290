import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { createAreaAnalyzer } from "../../../analyzers/area/area.js";
import type { Area } from "../../../core/analysis.js";
import { ItemError } from "../../../core/analyzer.js";

interface Message {
  content: string;
  title?: string;
  district?: string;
  street?: string;
  address?: string;
}

function areaBy(analyzer: ReturnType<typeof createAreaAnalyzer>) {
  return async (message: Message | string): Promise<Area> => {
    const [result] = await analyzer.analyze([typeof message === "string" ? { content: message } : message]);
    if (result === undefined || result instanceof ItemError) throw new Error("no result");
    return result.area;
  };
}

const anywhere = areaBy(createAreaAnalyzer());
const hangzhou = areaBy(createAreaAnalyzer({ city: "杭州市" }));

describe("without a configured city", () => {
  test.each<[string, Area]>([
    [
      "A市A3区西湖街道茶山村五组",
      { city: "A市", district: "A3区", street: "西湖街道", community: "茶山村", from: "text" },
    ],
    ["K9县城关镇道路坏了", { district: "K9县", street: "城关镇", from: "text" }],
    ["M10县的路", { district: "M10县", from: "text" }],
    ["L市交通拥堵", { city: "L市", from: "text" }],
    ["A3区雨林坪镇缺水", { district: "A3区", street: "雨林坪镇", from: "text" }],
    ["A7县北山镇荣华桥社区的路", { district: "A7县", street: "北山镇", community: "荣华桥社区", from: "text" }],
    ["杭州市西湖区三墩镇水质差", { city: "杭州市", district: "西湖区", street: "三墩镇", from: "text" }],
    ["宁波姜山镇垃圾多", { city: "宁波市", district: "鄞州区", street: "姜山镇", from: "text" }],
    ["瑞安市塘下镇污染", { city: "温州市", district: "瑞安市", street: "塘下镇", from: "text" }],
    ["东莞市虎门镇修路", { city: "东莞市", street: "虎门镇", from: "text" }],
    ["高新区夜间噪音大", { district: "高新区", from: "text" }],
    ["郑州经开区拆迁", { city: "郑州市", district: "经开区", from: "text" }],
    ["青莲居委会不作为", { community: "青莲社区", from: "text" }],
  ])("%s", async (text, area) => {
    expect(await anywhere(text)).toEqual(area);
  });

  test("a district that two cities have is told without a city", async () => {
    expect(await anywhere("西湖区断水了")).toEqual({ district: "西湖区", from: "text" });
  });

  test("a street that several districts have is not guessed", async () => {
    expect(await anywhere("城关镇道路坏了")).toEqual({});
    expect(await anywhere("三墩镇没有路灯")).toEqual({});
  });

  test("its district in the text makes it clear", async () => {
    expect(await anywhere("西湖区停电，三墩镇也停")).toMatchObject({ district: "西湖区", street: "三墩镇" });
  });

  test.each([
    "A1区北路堵车",
    "C栋和A区停车场",
    "西地省教育厅",
    "没有地名的留言",
    "文明社区创建，我们社区，老旧社区改造",
    "",
  ])("nothing in %j", async (text) => {
    expect(await anywhere(text)).toEqual({});
  });

  test("a district inside an anonymised city is not put into a real one", async () => {
    expect(await anywhere("我是武汉市人，在A2区买房")).toEqual({ district: "A2区", from: "text" });
  });
});

describe("which mention wins", () => {
  test("the title before the text", async () => {
    const message = { title: "A7县公交太少", content: "A7县公交太少\n我家在A3区，A3区什么都有" };
    expect(await anywhere(message)).toEqual({ district: "A7县", from: "text" });
  });
  test("a place that is said to be the place", async () => {
    expect(await anywhere("A3区政府请注意：工地位于A5区")).toMatchObject({ district: "A5区" });
  });
  test("else the first", async () => {
    expect(await anywhere("A3区和A5区都堵")).toMatchObject({ district: "A3区" });
  });
});

describe("with the office's city", () => {
  const city = "杭州市";
  test.each<[string, Area]>([
    ["西湖区断水了", { city, district: "西湖区", from: "text" }],
    ["我住在上城区", { city, district: "上城区", from: "text" }],
    ["三墩镇没有路灯", { city, district: "西湖区", street: "三墩镇", from: "text" }],
    ["萧山公交太少", { city, district: "萧山区", from: "text" }],
    ["余杭闲林公交太少", { city, district: "余杭区", street: "闲林街道", from: "text" }],
    ["下沙的红绿灯太长", { city, district: "钱塘区", street: "下沙街道", from: "text" }],
    ["柯桥区停电", { city: "绍兴市", district: "柯桥区", from: "text" }],
    ["临平大道堵车", {}],
    ["滨江花园漏水", {}],
  ])("%s", async (text, area) => {
    expect(await hangzhou(text)).toEqual(area);
  });

  test("the short name of the city will do", async () => {
    expect(await areaBy(createAreaAnalyzer({ city: "杭州" }))("西湖区断水了")).toMatchObject({ city });
  });

  test("a county can be the office's city", async () => {
    const jiande = areaBy(createAreaAnalyzer({ city: "建德市" }));
    expect(await jiande("寿昌停电")).toEqual({ city, district: "建德市", street: "寿昌镇", from: "text" });
  });
});

describe("what the source says", () => {
  test("wins, and the text fills the rest", async () => {
    const message = { content: "西湖区三墩镇望溪社区停电", district: "西湖区" };
    expect(await hangzhou(message)).toEqual({
      city: "杭州市",
      district: "西湖区",
      street: "三墩镇",
      community: "望溪社区",
      from: "source",
    });
  });
  test("wins over the text", async () => {
    expect(await hangzhou({ content: "余杭区良渚街道停电", district: "西湖区" })).toEqual({
      city: "杭州市",
      district: "西湖区",
      from: "source",
    });
  });
  test.each(["余杭", "余杭区", "杭州市余杭区", " 余杭区 "])("has one spelling: %j is 余杭区", async (district) => {
    expect((await hangzhou({ content: "停电", district })).district).toBe("余杭区");
  });
  test("a street tells its district", async () => {
    expect(await hangzhou({ content: "停电", street: "良渚街道" })).toEqual({
      city: "杭州市",
      district: "余杭区",
      street: "良渚街道",
      from: "source",
    });
  });
  test("an address counts before the text", async () => {
    const message = { content: "萧山区瓜沥镇停水", address: "杭州市临平区塘栖镇运河路" };
    expect(await hangzhou(message)).toEqual({
      city: "杭州市",
      district: "临平区",
      street: "塘栖镇",
      from: "source",
    });
  });
  test("a name that no list knows is kept as it is", async () => {
    expect(await hangzhou({ content: "停电", district: "城南新区管委会" })).toEqual({
      district: "城南新区管委会",
      from: "source",
    });
  });
});

describe("the office's gazetteer", () => {
  const folder = mkdtempSync(join(tmpdir(), "minyi-area-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "places.csv");
  writeFileSync(
    path,
    [
      "kind,name,district,street",
      "district,临汀区,,",
      "street,鼓楼前街道,临汀区,",
      "estate,十里风荷,临汀区,鼓楼前街道",
      "road,望汀路,临汀区,",
    ].join("\n"),
  );
  const own = areaBy(createAreaAnalyzer({ city: "云汀市", gazetteerFiles: [path] }));

  test.each<[string, Area]>([
    ["临汀区停电", { city: "云汀市", district: "临汀区", from: "text" }],
    ["临汀停电", { city: "云汀市", district: "临汀区", from: "text" }],
    ["鼓楼前街道停电", { city: "云汀市", district: "临汀区", street: "鼓楼前街道", from: "text" }],
    ["十里风荷停电", { city: "云汀市", district: "临汀区", street: "鼓楼前街道", from: "text" }],
    ["望汀路没有路灯", { city: "云汀市", district: "临汀区", from: "text" }],
  ])("knows a city that no list knows: %s", async (text, area) => {
    expect(await own(text)).toEqual(area);
  });

  test("an explicit division counts before a place", async () => {
    expect(await own("十里风荷的人去西湖区上班，单位位于杭州市西湖区")).toMatchObject({ district: "西湖区" });
  });
});

test("R21: a megabyte of anything takes little time", async () => {
  const start = performance.now();
  for (const part of ["杭州市西湖区", "A市A3区", "社区", "村", "开发区", "镇", "萧山", "高新技术产业"]) {
    await hangzhou(part.repeat(Math.ceil(1_000_000 / part.length)));
  }
  expect(performance.now() - start).toBeLessThan(5000);
});
