import { expect, test } from "vitest";
import { emoticonScore, emoticonsOf } from "../../../analyzers/blend/emoticons.js";

const ODDS = { "[赞]": Math.log(3), "[怒]": -Math.log(9), "[围观]": 0 };

test("emoticons are short, in square brackets, and count once", () => {
  expect(emoticonsOf("路修好了[赞][赞]，谢谢[爱你]")).toEqual(["[赞]", "[爱你]"]);
  expect(emoticonsOf("见附件[关于路灯维修情况的说明]和[ ]、[]")).toEqual([]);
  expect(emoticonsOf("又停水了")).toEqual([]);
});

test("three to one for it: p(positive) 3/4, less 1/4; against nine to one, three to one remain against it", () => {
  expect(emoticonScore("终于通车了[赞]", ODDS)).toBeCloseTo(0.5, 9);
  expect(emoticonScore("[赞]什么啊，又堵了[怒]", ODDS)).toBeCloseTo(-0.5, 9);
});

test("one that is as often on either side says that much; unknown ones, and what every object has, say nothing", () => {
  expect(emoticonScore("路口出事了[围观]", ODDS)).toBe(0);
  expect(emoticonScore("路口出事了[吃瓜]", ODDS)).toBeUndefined();
  expect(emoticonScore("[toString]", ODDS)).toBeUndefined();
});
