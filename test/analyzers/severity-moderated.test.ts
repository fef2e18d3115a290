import { describe, expect, test } from "vitest";
import { EQUAL_BLEND } from "../../analyzers/blend/blend.js";
import { BY_MODEL, moderatedLevel } from "../../analyzers/severity/moderate.js";
import { createSeverityAnalyzer } from "../../analyzers/severity/severity.js";
import type { Severity } from "../../core/analysis.js";
import { analysed } from "./analysed.js";
import { ALIKE, encodedAs, type Said } from "./encoded.js";

/** raise 0.6, 0.6, 0.7 · lower 0.6, 0.95 · surest 0.9 */
const { severity: SURE } = EQUAL_BLEND;

describe("the level by rules and model", () => {
  test.each([
    ["the model is not sure enough: the rules' level stays", 1, 0, [0.2, 0.3, 0.3, 0.2], 1],
    ["raised by one where it is sure", 1, 0, [0.1, 0.2, 0.6, 0.1], 2],
    ["raised by one even where it would go further", 0, 0, [0, 0.1, 0.8, 0.1], 1],
    ["lowered by one where it is sure", 1, 0, [0.7, 0.2, 0.1, 0], 0],
    ["what is serious takes a very sure model", 2, 1, [0.2, 0.6, 0.15, 0.05], 2],
    ["lowered by one even where it would go further", 2, 1, [0.96, 0.02, 0.01, 0.01], 1],
    ["to 3 beside a rule's reason", 2, 1, [0, 0.1, 0.15, 0.75], 3],
    ["not to 3 without one", 2, 0, [0, 0.1, 0.15, 0.75], 2],
    ["to 3 without one where the model is as sure as can be", 2, 0, [0, 0.02, 0.06, 0.92], 3],
    ["3 stays, however sure the model is", 3, 1, [0.1, 0.9, 0, 0], 3],
  ] as const)("%s", (_, level, reasons, model, expected) => {
    expect(moderatedLevel({ level, reasons }, "投诉", model, SURE)).toBe(expected);
  });

  test("praise is never serious", () => {
    expect(moderatedLevel({ level: 0, reasons: 2 }, "表扬", [0, 0, 0, 1], SURE)).toBe(0);
  });
});

describe("the analyzer", () => {
  const analyzer = createSeverityAnalyzer(ALIKE);
  const ask = async (
    message: string,
    said?: Said["severity"],
  ): Promise<{ severity: Severity; degraded?: string[] }> => {
    const draft = await analysed(message);
    const [result] = await analyzer.analyze([said ? { ...draft, encoded: encodedAs({ severity: said }) } : draft]);
    return result as { severity: Severity; degraded?: string[] };
  };

  test("a level that the model alone raised says so, with the message's own words", async () => {
    const { severity } = await ask("投诉@学校门口新刷的油漆味道很大，孩子们回家都说难受。", [0, 0.1, 0.8, 0.1]);
    expect(severity.level).toBe(2);
    expect(severity.reasons[0]).toBe(BY_MODEL);
    expect(severity.reasons.length).toBeGreaterThan(1);
    expect(
      severity.reasons.slice(1).every((word) => "学校门口新刷的油漆味道很大，孩子们回家都说难受。".includes(word)),
    ).toBe(true);
  });

  test("a level of the rules keeps the rules' words", async () => {
    const { severity } = await ask("幸福里小区3栋5楼起火了，浓烟往外冒，消防车还没到。", [0, 0, 0.1, 0.9]);
    expect(severity).toMatchObject({ level: 3, reasons: ["起火了"] });
    expect(severity.reasons).not.toContain(BY_MODEL);
  });

  test("lowered to 0 there is nothing to give reasons for", async () => {
    expect((await ask("楼上装修噪音扰民。", [0.9, 0.1, 0, 0])).severity).toEqual({ level: 0, reasons: [] });
  });

  test("R40: without the encoder's answer the rules decide, and the field is marked", async () => {
    const result = await ask("井盖缺失一个多月，晚上骑车的人摔伤了。");
    expect(result).toMatchObject({ severity: { level: 2 }, degraded: ["severity"] });
  });
});
