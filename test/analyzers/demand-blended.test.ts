import { describe, expect, test } from "vitest";
import { EQUAL_BLEND } from "../../analyzers/blend/blend.js";
import { blendedDemand, createDemandAnalyzer } from "../../analyzers/demand/demand.js";
import { DEMANDS } from "../../core/analysis.js";
import { analysed } from "./analysed.js";
import { ALIKE, encodedAs, type Said } from "./encoded.js";

const analyzer = createDemandAnalyzer(ALIKE);
async function ask(message: string, said?: Said["demand"], category?: string) {
  const draft = await analysed(message, category);
  const [result] = await analyzer.analyze([said ? { ...draft, encoded: encodedAs({ demand: said }) } : draft]);
  return result;
}

test("the rules tip the scales where the encoder is undecided, and only there", () => {
  const shares = DEMANDS.map((demand) => (demand === "投诉" ? 0.8 : 0));
  const say = (help: number, complaint: number) =>
    blendedDemand(
      { encoder: encodedAs({ demand: { 求助: help, 投诉: complaint } }).demand, words: shares },
      DEMANDS,
      EQUAL_BLEND.demand,
    );
  // 0.4 × e^0.8 = 0.89 against 0.5; 0.2 × e^0.8 = 0.45 against 0.7.
  expect(say(0.5, 0.4)).toBe("投诉");
  expect(say(0.7, 0.2)).toBe("求助");
});

test("a call for help in words of complaint is one when the encoder is sure of it", async () => {
  const message = "孩子重病没钱治，医院催费，家里实在撑不下去了，投诉无门。";
  expect(await ask(message, { 求助: 0.95 })).toEqual({ demand: "求助" });
});

test("what the source's own category says no model overrules", async () => {
  expect(await ask("路灯坏了。", { 求助: 0.95 }, "咨询")).toEqual({ demand: "咨询" });
  expect(await ask("路灯坏了。", { 咨询: 0.9, 投诉: 0.06 }, "投诉/求助")).toEqual({ demand: "投诉" });
});

test("R40: without the encoder's answer the rules decide, and the field is marked", async () => {
  expect(await ask("请问公交卡丢了去哪里补办？")).toEqual({ demand: "咨询", degraded: ["demand"] });
});

describe("praise, which no model has learned", () => {
  const complaint = { 投诉: 0.9, 表扬: 0.001 };

  test("is what the rules clearly take for it", async () => {
    expect(await ask("感谢公交公司的司机师傅帮我找回书包，给你们点赞！", complaint)).toEqual({ demand: "表扬" });
    expect(await ask("表扬信@环卫工人拾金不昧，把捡到的手机还给了我。", complaint)).toEqual({ demand: "表扬" });
  });

  test("is what they take for it where the text sounds like it and blames nobody", async () => {
    const draft = await analysed("感谢城东派出所民警帮我找回丢失的钱包。");
    const say = (positive: number) =>
      analyzer.analyze([{ ...draft, encoded: encodedAs({ demand: complaint, post: { positive } }) }]);
    expect(await say(0.8)).toEqual([{ demand: "表扬" }]);
    expect(await say(0.2)).toEqual([{ demand: "投诉" }]);
  });

  test("is none where thanks stand beside a complaint", async () => {
    const message = "地铁开通了，很方便，感谢政府。但是1号口一直不开，投诉多次没人管，要绕路半小时。";
    expect(await ask(message, complaint)).toEqual({ demand: "投诉" });
  });

  test("is none where the source's own category says that it is something else", async () => {
    expect(await ask("感谢民警帮我找回钱包，点赞！", { 咨询: 0.9 }, "咨询/建议")).toEqual({ demand: "咨询" });
  });
});
