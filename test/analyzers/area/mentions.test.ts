import { expect, test } from "vitest";
import { divisions } from "../../../analyzers/area/divisions.js";
import { findMentions } from "../../../analyzers/area/mentions.js";

test.each([
  ["A市A3区西湖街道", ["A市", "A3区", "西湖街道"]],
  ["K9县、M10县", ["K9县", "M10县"]],
  ["杭州市西湖区三墩镇", ["杭州市", "西湖区", "三墩镇"]],
  ["A1区北路和A1区中路", []],
  ["C栋停车场在A区", []],
  ["西湖区域的门市部", []],
  ["理顺城区管理", []],
  ["美丽乡村，家乡，城镇化", []],
  ["以及富县城的人", []],
  ["家住富县城关镇", ["城关镇"]],
  ["富县城关镇", ["富县", "城关镇"]],
  ["KTV区噪音", []],
])("%s", (text, names) => {
  expect(findMentions(text, text.length, divisions()).map(({ name }) => name)).toEqual(names);
});

test("a division just behind another is chained to it", () => {
  expect(findMentions("杭州市西湖区和余杭区", 11, divisions()).map(({ chained }) => chained)).toEqual([
    false,
    true,
    false,
  ]);
});
