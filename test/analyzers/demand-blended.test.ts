import { expect, test } from "vitest";
import { EQUAL_BLEND } from "../../analyzers/blend/blend.js";
import { blendedDemand, createDemandAnalyzer } from "../../analyzers/demand/demand.js";
import { DEMANDS } from "../../core/analysis.js";
import { analysed } from "./analysed.js";
import { encodedAs, type Said } from "./encoded.js";

const analyzer = createDemandAnalyzer({ encoder: "test", blend: EQUAL_BLEND });
async function ask(message: string, said?: Said["demand"], category?: string) {
  const draft = await analysed(message, category);
  const [result] = await analyzer.analyze([said ? { ...draft, encoded: encodedAs({ demand: said }) } : draft]);
  return result;
}

test("the rules tip the scales where the encoder is undecided, and only there", () => {
  const shares = DEMANDS.map((demand) => (demand === "投诉" ? 0.8 : 0));
  const say = (help: number, complaint: number) =>
    blendedDemand(encodedAs({ demand: { 求助: help, 投诉: complaint } }).demand, shares, DEMANDS, EQUAL_BLEND.demand);
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
