import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serialiseOfficeModel } from "../../analyzers/office-topic/model-file.js";
import { trainOffice } from "../../analyzers/office-topic/train.js";
import { configSchema } from "../../config/schema.js";
import type { Analysis } from "../../core/analysis.js";
import { openPlan } from "../../pipelines/analyse/analyzers.js";
import { TINY } from "../analyzers/custom-model/tiny.js";
import { CLASSES, ENCODER, rows } from "../analyzers/office-topic/rows.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "minyi-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const LEXICAL = { segment: { engine: "node-rs" }, sentiment: { model: "lexicon" }, topic: { model: "linear" } };

/** What a configuration makes of some texts. */
async function analyse(settings: object, ...texts: string[]) {
  const opened = openPlan(configSchema.parse({ ...LEXICAL, models: { threads: 1 }, ...settings }));
  try {
    const items = texts.map((text, i) => ({
      id: String(i),
      source: "s",
      channel: "board" as const,
      kind: "official" as const,
      text,
      createdAt: "2026-01-01T00:00:00Z",
    }));
    const { results } = await opened.plan.analyse(items);
    const analyses = results.map((result) => (result as { analysis: Analysis }).analysis);
    return { analyses, warnings: [...opened.warnings, ...opened.lateWarnings()].map(({ zh }) => zh) };
  } finally {
    await opened.close();
  }
}

const TEXT = "清水苑烧烤摊堵路，夜市占用人行道，又脏又吵";

describe("models that the configuration names", () => {
  test("a folder decides the sentiment, and nothing is marked", async () => {
    const { analyses, warnings } = await analyse({ sentiment: { model: TINY } }, TEXT, "好好好");
    expect(analyses.map(({ sentiment }) => sentiment.label)).toEqual(["negative", "positive"]);
    expect(analyses.map(({ degraded }) => degraded)).toEqual([undefined, undefined]);
    expect(analyses[0]!.versions.sentiment).toMatch(/^sentiment-model@/);
    expect(warnings).toEqual([]);
  });

  test("a folder decides the topic", async () => {
    const labels = { negative: "环境保护", neutral: "城乡建设", positive: "教育文体" };
    const { analyses } = await analyse({ topic: { model: TINY, labels } }, TEXT);
    expect(analyses[0]!.topic.path[0]).toBe("环境保护");
  });

  test("a file of train-topic decides the topic, in the office's own words", async () => {
    const path = join(folder, "words.bin");
    const trained = { rows: 96, measured: 20, macroF1: 1 };
    writeFileSync(path, serialiseOfficeModel({ ...trainOffice(rows(false), CLASSES, undefined), trained }));
    const { analyses, warnings } = await analyse({ topic: { model: path } }, TEXT);
    expect(analyses[0]!.topic.path).toEqual(["城管", "占道"]);
    expect(analyses[0]!.degraded).toBeUndefined();
    expect(warnings).toEqual([]);
  });
});

describe("R40: models that are not to be had", () => {
  test("a file of another encoder: its n-grams decide, marked, with the command that helps", async () => {
    const path = join(folder, "other.bin");
    const trained = { rows: 96, measured: 20, macroF1: 1 };
    writeFileSync(path, serialiseOfficeModel({ ...trainOffice(rows(), CLASSES, ENCODER), trained }));
    const { analyses, warnings } = await analyse({ topic: { model: path } }, TEXT);
    expect(analyses[0]!.topic.path).toEqual(["城管", "占道"]);
    expect(analyses[0]!.degraded).toContain("topic");
    expect(warnings.join()).toContain("minyi train-topic");
  });

  test.each(["missing.bin", "./models/missing"])(
    "%s is not there: the shipped model decides, marked",
    async (model) => {
      const { analyses, warnings } = await analyse({ topic: { model: join(folder, model) } }, TEXT);
      expect(analyses[0]!.topic.path[0]).toBe("城乡建设");
      expect(analyses[0]!.degraded).toEqual(["topic"]);
      expect(warnings).toEqual([expect.stringContaining("降级")]);
    },
  );

  test("a folder without a model: words decide the sentiment, marked", async () => {
    const { analyses, warnings } = await analyse({ sentiment: { model: folder } }, TEXT);
    expect(analyses[0]!.degraded).toEqual(["sentiment"]);
    expect(warnings).toEqual([expect.stringMatching(/降级.*config\.json/)]);
  });

  test("a name on a hub that is out of reach: the run goes on, the late warning names the mirror", async () => {
    const models = { threads: 1, host: "http://127.0.0.1:9/", cache: join(folder, "cache") };
    const { analyses, warnings } = await analyse({ sentiment: { model: "owner/name" }, models }, TEXT, "好");
    expect(analyses.map(({ degraded }) => degraded)).toEqual([["sentiment"], ["sentiment"]]);
    expect(warnings).toEqual([expect.stringContaining("models.host")]);
  });
});

describe("what only the office can put right stops at once", () => {
  test("labels that mean nothing, all of them named", () => {
    const config = configSchema.parse({ ...LEXICAL, topic: { model: TINY } });
    expect(() => openPlan(config)).toThrow(/negative、neutral、positive/);
  });

  test("a file where a sentiment model belongs", () => {
    const path = join(folder, "some.bin");
    writeFileSync(path, "x");
    expect(() => openPlan(configSchema.parse({ ...LEXICAL, sentiment: { model: path } }))).toThrow(/不是模型文件夹/);
  });
});
