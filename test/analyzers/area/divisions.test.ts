import { describe, expect, test } from "vitest";
import { CITY, DISTRICT, Divisions, divisions, STREET, shortName } from "../../../analyzers/area/divisions.js";

const small = new Divisions(
  [
    "# a comment",
    "#云省",
    "=云江市",
    "临江区 湖滨街道 望江镇",
    "西山县 望江镇",
    "=东城市",
    "临江区 东门街道",
    "=",
    "石门市 石门街道",
    "=南沙市",
    "- 渔港镇",
  ].join("\n"),
);
const parentsOf = (name: string) =>
  small.named(name).map((one) => (small.parentOf(one) < 0 ? "" : small.nameOf(small.parentOf(one))));

describe("a file of divisions", () => {
  test("tells what lies where", () => {
    expect(parentsOf("湖滨街道")).toEqual(["临江区"]);
    expect(parentsOf("西山县")).toEqual(["云江市"]);
    expect(small.inside(small.named("云江市")[0]!).map((one) => small.nameOf(one))).toEqual(["临江区", "西山县"]);
  });
  test("may hold a name several times", () => {
    expect(parentsOf("临江区")).toEqual(["云江市", "东城市"]);
    expect(parentsOf("望江镇")).toEqual(["临江区", "西山县"]);
  });
  test("knows counties under the province and towns under a city without districts", () => {
    expect(parentsOf("石门市")).toEqual([""]);
    expect(parentsOf("渔港镇")).toEqual(["南沙市"]);
  });
  test("knows the level", () => {
    expect(["云江市", "石门市", "渔港镇"].map((name) => small.levelOf(small.named(name)[0]!))).toEqual([
      CITY,
      DISTRICT,
      STREET,
    ]);
  });
  test("finds the longest name that ends at an index", () => {
    expect(small.longestBefore("住在湖滨街道", 6)).toBe(4);
    expect(small.longestBefore("住在湖滨路", 5)).toBe(0);
    expect(small.longestBefore("", 0)).toBe(0);
  });
  test("knows nothing of other names", () => {
    expect(small.named("河滨街道")).toEqual([]);
  });
});

describe("the shipped divisions", () => {
  const where = (name: string) =>
    divisions()
      .named(name)
      .map((one) => divisions().nameOf(divisions().parentOf(one)));

  test("reach from cities to streets", () => {
    expect(where("余杭区")).toEqual(["杭州市"]);
    expect(where("西湖区")).toEqual(["杭州市", "南昌市"]);
    expect(where("虎门镇")).toEqual(["东莞市"]);
    expect(where("王府井")).toEqual([]);
    expect(divisions().ofLevel(CITY).length).toBeGreaterThan(330);
    expect(divisions().ofLevel(STREET).length).toBeGreaterThan(38_000);
  });
  test("have the overlay's", () => {
    expect(where("和康县")).toEqual(["和田地区"]);
  });
});

test.each([
  ["余杭区", "余杭"],
  ["三墩镇", "三墩"],
  ["丁兰街道", "丁兰"],
  ["忠县", undefined],
  ["新街口", undefined],
])("%s is called %s for short", (name, short) => {
  expect(shortName(name)).toBe(short);
});
