import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadBlend } from "../../../analyzers/blend/blend.js";
import { configSchema } from "../../../config/schema.js";
import type { Analysis } from "../../../core/analysis.js";
import type { MaskedItem } from "../../../core/masked-item.js";
import { type OpenedPlan, openPlan } from "../../../pipelines/analyse/analyzers.js";
import { InlineRunner } from "../../../pipelines/runners/inline.js";
import { LEXICAL } from "../../helpers/lexical.js";

const TEXTS = [
  "楼下工地半夜施工，噪音扰民，投诉多次没人管。",
  "请问灵活就业人员的公积金怎么缴？需要哪些材料？",
  "感谢社区医生上门给老人量血压。",
  "外卖送来都凉了，味道也一般，不会再点了[怒]",
  "幸福里小区3栋5楼起火了，浓烟往外冒，消防车还没到！",
  "建议在地铁口增设共享单车停放点。",
  "",
];
const items = TEXTS.map(
  (text, i): MaskedItem => ({
    id: String(i),
    source: "board",
    channel: "board",
    kind: "official",
    text,
    createdAt: "2026-11-01T00:00:00Z",
  }),
);

const settings = { segment: { engine: "node-rs" }, models: { threads: 1 } };
const analysesOf = (chunk: { results: object[] }) =>
  chunk.results.map((result) => (result as { analysis: Analysis }).analysis);

describe("a plan with the encoder", () => {
  let opened: OpenedPlan;
  beforeAll(() => {
    opened = openPlan(configSchema.parse(settings));
  });
  afterAll(() => opened.close());

  test("understands what a person reads in these", async () => {
    const analyses = analysesOf(await opened.plan.analyse(items));
    const [noise, question, thanks, food, fire, wish] = analyses;
    expect(noise).toMatchObject({
      sentiment: { label: "negative" },
      demand: "投诉",
      topic: { path: ["环境保护", expect.anything(), expect.anything()] },
    });
    expect(question).toMatchObject({ sentiment: { label: "neutral" }, demand: "咨询", severity: { level: 0 } });
    expect(thanks).toMatchObject({ sentiment: { label: "positive" }, demand: "表扬", severity: { level: 0 } });
    expect(food).toMatchObject({ sentiment: { label: "negative" }, emotion: "angry" });
    expect(fire).toMatchObject({ severity: { level: 3, reasons: ["起火了"] } });
    expect(wish).toMatchObject({ sentiment: { label: "neutral" }, demand: "建议" });
    for (const analysis of analyses) expect(analysis).not.toHaveProperty("degraded");
    expect(opened.lateWarnings()).toEqual([]);
  });

  test("a text's analysis is the same alone, in company, and in any order", async () => {
    const together = analysesOf(await opened.plan.analyse(items));
    const backwards = analysesOf(await opened.plan.analyse(items.toReversed())).toReversed();
    const alone = [];
    for (const item of items) alone.push(...analysesOf(await opened.plan.analyse([item])));
    expect(backwards).toEqual(together);
    expect(alone).toEqual(together);
  });

  test("the versions of what it decides name the encoder and the weights", () => {
    const { encoder, ...versions } = opened.plan.manifest;
    for (const id of ["sentiment", "topic", "emotion", "demand", "severity"]) {
      expect(versions[id]).toContain(`+encoder:${encoder}`);
      expect(versions[id]).toContain(`+blend:${loadBlend().hash}`);
    }
    expect(versions.places).not.toContain("encoder");
  });
});

test("the encoder is opened only where it is asked for; then it serves what does not ask for another", async () => {
  const idsOf = async (some: object) => {
    const opened = openPlan(configSchema.parse({ ...settings, ...some }));
    await opened.close();
    return Object.keys(opened.plan.manifest);
  };
  const without = await idsOf(LEXICAL);
  expect(without).toEqual(expect.arrayContaining(["lexicon", "topic-linear"]));
  expect(without).not.toEqual(expect.arrayContaining(["encoder"]));
  expect(without).not.toEqual(expect.arrayContaining(["emotion"]));
  expect(await idsOf({ sentiment: { model: "lexicon" } })).toEqual(
    expect.arrayContaining(["encoder", "lexicon", "topic"]),
  );
  expect(await idsOf({ topic: { model: "linear" } })).toEqual(
    expect.arrayContaining(["encoder", "sentiment", "topic-linear", "emotion"]),
  );
});

/** Processes of the encoder that this one has started. */
function encoders(): number {
  const { stdout } = spawnSync("ps", ["-o", "args=", "--ppid", String(process.pid)], { encoding: "utf8" });
  return stdout.split("\n").filter((line) => line.includes("encoder/child.js")).length;
}

test.runIf(process.platform === "linux")("closing the runner ends the encoder's process", async () => {
  const before = encoders();
  const runner = new InlineRunner(configSchema.parse(settings));
  await runner.run({ name: "analyse", payload: JSON.stringify(items) });
  expect(encoders()).toBe(before + 1);
  await runner.close();
  expect(encoders()).toBe(before);
});
