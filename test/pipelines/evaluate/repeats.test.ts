import { expect, test } from "vitest";
import { signatureOf } from "../../../analyzers/signature.js";
import { groupRepeats } from "../../../pipelines/evaluate/repeats.js";

const LONG =
  "清水苑小区东门外的排档每天营业到凌晨两点，油烟和划拳声让住户无法入睡，多次向城管反映没有结果，请尽快处理。";

test("a text and its copy with another ending are one group, another matter is one of its own", () => {
  const texts = [LONG, "请问新生儿医保怎么办理，需要带哪些材料？", `${LONG}谢谢`, LONG];
  expect(groupRepeats(texts.map(signatureOf))).toEqual([0, 1, 0, 0]);
});

test("texts without a letter repeat nothing", () => {
  expect(groupRepeats(["", ""])).toEqual([0, 1]);
});
