import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isOfficeModel, ownTopics, serialiseOfficeModel } from "../../../analyzers/office-topic/model-file.js";
import { createOfficeTopicAnalyzer } from "../../../analyzers/office-topic/office-topic.js";
import { keepFifth, trainOffice } from "../../../analyzers/office-topic/train.js";
import type { Topic } from "../../../core/analysis.js";
import type { Encoded } from "../../../core/encoded.js";
import { CLASSES, ENCODER, encodedAs, rows } from "./rows.js";

const trained = { rows: 96, measured: 20, macroF1: 0.9 };
let folder: string;
let path: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "minyi-"));
  path = join(folder, "office-topic.bin");
  writeFileSync(path, serialiseOfficeModel({ ...trainOffice(rows(), CLASSES, ENCODER), trained }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the analyzer says of texts; each with what the encoder says, if anything. */
async function topics(encoder: string | undefined, ...texts: [string, Encoded?][]) {
  const { analyzer, warning } = createOfficeTopicAnalyzer({ path, abstainBelow: 0.5, encoder });
  const drafts = texts.map(([content, encoded]) => ({ content, ...(encoded && { encoded }) }));
  return { results: (await analyzer.analyze(drafts)) as { topic: Topic; degraded?: string[] }[], warning };
}

describe("a model of the office's topics", () => {
  test("tells them by words and by what the encoder says", async () => {
    const { results, warning } = await topics(
      ENCODER.version,
      ["桂花路夜市占用人行道，烧烤摊堵路", encodedAs(1, 3)],
      // Words that it has never seen: the encoder decides.
      ["龙头不出东西了", encodedAs(2, 1)],
    );
    expect(warning).toBeUndefined();
    expect(results[0]!.topic).toMatchObject({ path: ["城管", "占道"], abstain: false });
    expect(results[1]!.topic.path).toEqual(["水电"]);
    expect(results.some(({ degraded }) => degraded)).toBe(false);
  });

  test("R40: where the encoder gave no answer, words decide, and the text is marked", async () => {
    const { results } = await topics(ENCODER.version, ["桂花路夜市占用人行道，烧烤摊堵路"]);
    expect(results[0]!.topic.path).toEqual(["城管", "占道"]);
    expect(results[0]!.degraded).toEqual(["topic"]);
  });

  test("R40: with another encoder than its own, words decide, and it says so and what to do", async () => {
    const { results, warning } = await topics("1+other", ["桂花路夜市占用人行道，烧烤摊堵路", encodedAs(2, 0)]);
    expect(results[0]!.topic.path).toEqual(["城管", "占道"]);
    expect(results[0]!.degraded).toEqual(["topic"]);
    expect(warning?.zh).toMatch(/降级.*另一版编码模型.*train-topic/);
    expect((await topics(undefined, ["停水"])).warning?.zh).toContain("编码模型不可用");
  });

  test("trained without an encoder it needs none", async () => {
    const alone = join(folder, "words.bin");
    writeFileSync(alone, serialiseOfficeModel({ ...trainOffice(rows(false), CLASSES, undefined), trained }));
    const { analyzer, warning } = createOfficeTopicAnalyzer({
      path: alone,
      abstainBelow: 0.5,
      encoder: ENCODER.version,
    });
    const [result] = await analyzer.analyze([{ content: "清水苑小区停水两天，水管爆裂没水" }]);
    expect(result).toMatchObject({ topic: { path: ["水电"] } });
    expect(result).not.toHaveProperty("degraded");
    expect(warning).toBeUndefined();
  });

  test("an answer does not depend on the other texts", async () => {
    const one: [string, Encoded] = ["东风路小贩占道经营", encodedAs(1, 2)];
    const { results } = await topics(ENCODER.version, one);
    const together = await topics(ENCODER.version, ["", encodedAs(0, 0)], one, ["停水停电", encodedAs(2, 2)]);
    expect(together.results[1]).toEqual(results[0]);
  });
});

describe("its file", () => {
  test("the same rows give the same bytes, whatever their order", () => {
    const again = serialiseOfficeModel({ ...trainOffice(rows().reverse(), CLASSES, ENCODER), trained });
    expect(again.equals(readFileSync(path))).toBe(true);
  });

  test("is told from other files, and says its topics", () => {
    expect(isOfficeModel(path)).toBe(true);
    expect(isOfficeModel(folder)).toBe(false);
    expect(isOfficeModel(join(folder, "missing"))).toBe(false);
    expect(ownTopics(path)).toEqual(CLASSES);
  });

  test("R40: missing, cut off, or with one byte changed it is refused", () => {
    const bytes = readFileSync(path);
    const open = (name: string, content: Buffer | undefined) => {
      const other = join(folder, name);
      if (content) writeFileSync(other, content);
      return () => createOfficeTopicAnalyzer({ path: other, abstainBelow: 0.5, encoder: undefined });
    };
    expect(open("missing.bin", undefined)).toThrow(/不存在/);
    expect(open("cut.bin", bytes.subarray(0, bytes.length - 100))).toThrow(/校验和/);
    expect(open("other.bin", Buffer.from("hello"))).toThrow(/不是 minyi train-topic/);
    for (const at of [30, Math.floor(bytes.length / 2), bytes.length - 1]) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 1;
      expect(open("changed.bin", changed)).toThrow(/校验和/);
    }
  });
});

test("a fifth is kept apart, near-duplicates on one side, whatever the order", () => {
  const all = rows().map((row, i) => ({ ...row, group: Math.floor(i / 2) * 2 }));
  const { train, kept } = keepFifth(all);
  expect(train.length + kept.length).toBe(all.length);
  expect(kept.length).toBeGreaterThan(all.length / 10);
  expect(kept.length).toBeLessThan(all.length / 3);
  const sides = new Set(train.map(({ group }) => group));
  expect(kept.some(({ group }) => sides.has(group))).toBe(false);
});
