import fc from "fast-check";
import { expect, test } from "vitest";
import { topicPath } from "../../../pipelines/evaluate/topic-path.js";

test.each([
  [["城乡建设"], ["城乡建设"]],
  [["城乡建设/噪声"], ["城乡建设", "噪声"]],
  [[" 城乡建设 > 噪声 ＞ 夜间施工 "], ["城乡建设", "噪声", "夜间施工"]],
  [["城管|占道"], ["城管", "占道"]],
  [["城管--占道"], ["城管", "占道"]],
  // A lone hyphen belongs to the name.
  [["一站式-服务"], ["一站式-服务"]],
  [["/城管/占道/"], ["城管", "占道"]],
  [["甲/乙/丙/丁"], ["甲", "乙", "丙"]],
  // Several columns are a level each, whatever is in them.
  [
    ["水电/气", "停水", ""],
    ["水电/气", "停水"],
  ],
  [["城管", "", "占道"], []],
  [["", ""], []],
  [[""], []],
])("the cells %j name the topic %j", (cells, path) => {
  expect(topicPath(cells)).toEqual(path);
});

test("printed and read again, a topic is the same", () => {
  const level = fc.string({
    unit: fc.constantFrom("城", "管", "水", "电", "（", "-", "1"),
    minLength: 1,
    maxLength: 6,
  });
  const safe = level.filter((name) => !name.includes("--"));
  fc.assert(
    fc.property(fc.array(safe, { minLength: 1, maxLength: 3 }), (path) => {
      expect(topicPath([path.join("/")])).toEqual(path);
      expect(topicPath([path.join(" > ")])).toEqual(path);
    }),
  );
});
