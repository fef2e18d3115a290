import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCustomTopicAnalyzer } from "../../../analyzers/custom-model/custom-topic.js";
import { modelPlace } from "../../../analyzers/custom-model/model-place.js";
import type { Topic } from "../../../core/analysis.js";
import type { Analyzer } from "../../../core/analyzer.js";
import { TINY } from "./tiny.js";

const LABELS = { negative: "环境保护", neutral: "城乡建设", positive: "教育文体" };
const place = { kind: "folder", path: TINY } as const;

/** Says 环境保护/噪声污染 whatever the text. */
const fallback: Analyzer<"content", "topic"> = {
  id: "fallback",
  version: "1",
  needs: ["content"],
  adds: ["topic"],
  analyze: (batch) => batch.map(() => ({ topic: { path: ["环境保护", "噪声污染"], confidence: 0.4, abstain: true } })),
};

describe("topics by a model of the office's choice", () => {
  test("the first level is the model's; the levels below are kept where both agree", async () => {
    const analyzer = createCustomTopicAnalyzer({ place, labels: LABELS, abstainBelow: 0.5, threads: 1 }, fallback);
    const results = (await analyzer.analyze([{ content: "吵吵" }, { content: "好" }, { content: "甲" }])) as {
      topic: Topic;
    }[];
    await analyzer.close();
    expect(results.map(({ topic }) => topic.path)).toEqual([["环境保护", "噪声污染"], ["教育文体"], ["城乡建设"]]);
    // 甲 is unknown: [CLS] gives 城乡建设 e / (e + 2).
    expect(results[2]!.topic).toEqual({ path: ["城乡建设"], confidence: 0.576, abstain: false });
  });

  test("a meaning that is no first level is refused, with the labels found", () => {
    const labels = { ...LABELS, neutral: "城市" };
    expect(() => createCustomTopicAnalyzer({ place, labels, abstainBelow: 0.5 }, fallback)).toThrow(
      /neutral 不知道是什么意思；它的标签有：negative、neutral、positive/,
    );
  });
});

describe("what a configured model is", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "minyi-"));
    writeFileSync(join(folder, "topic.bin"), "x");
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(["builtin", "lexicon", "linear"])("%s ships with minyi", (name) => {
    expect(modelPlace(name)).toBeUndefined();
  });

  test("a file, a folder, a name on the hub, or a path with nothing there", () => {
    expect(modelPlace(join(folder, "topic.bin"))).toEqual({ kind: "office", path: join(folder, "topic.bin") });
    expect(modelPlace(folder)).toEqual({ kind: "folder", path: folder });
    expect(modelPlace("owner/model-name")).toEqual({ kind: "hub", name: "owner/model-name" });
    expect(modelPlace("bert-base-chinese")).toEqual({ kind: "hub", name: "bert-base-chinese" });
    expect(modelPlace("./models/mine")).toEqual({ kind: "nothing", path: "./models/mine" });
    expect(modelPlace("office-topic.bin")).toEqual({ kind: "nothing", path: "office-topic.bin" });
  });
});
