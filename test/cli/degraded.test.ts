import { describe, expect, test } from "vitest";
import { DegradedFields, degradedIn, degradedNote } from "../../cli/degraded.js";
import { csvHeader, csvRecord, jsonLine } from "../../cli/present/analyzed-record.js";
import { runLine, runReport } from "../../cli/present/run-report.js";
import { PLAIN } from "../../cli/present/style.js";
import type { Analysis } from "../../core/analysis.js";
import type { Manifest } from "../../state/manifest.js";

const counts = { in: 3, new: 3, replaced: 0, unchanged: 0, refused: 0, rejected: 0, folded: 0 };
const manifest: Manifest = {
  runId: 7,
  kind: "run",
  trigger: "command",
  sources: ["a", "b"],
  versions: {},
  engine: "node-rs@2",
  config: "c",
  status: "done",
  startedAt: 0,
  finishedAt: 2000,
  steps: [
    { name: "collect a", status: "done", startedAt: 0, details: { records: 2, degraded: 2 } },
    { name: "collect b", status: "done", startedAt: 0, details: { records: 1 } },
  ],
  inputs: [{ source: "a", input: "a.csv", counts }],
  counts,
};
const whole = { ...manifest, steps: manifest.steps.slice(1) };
const look = { language: "zh", style: PLAIN, width: 100 } as const;

describe("R40: 降级 in what a run says", () => {
  test("the sum over its steps, at the end of the report and in the line of the log", () => {
    expect(degradedIn(manifest)).toBe(2);
    expect(runReport(manifest, look)).toMatch(/\n降级：2 件的部分结果不是模型判断的。运行 minyi doctor 查看原因。$/);
    expect(runLine(manifest, "zh")).toBe("#7 运行 · 手动：完成，读入 3，新增 3，拒收 0，降级 2，用时 2 秒");
    expect(runLine(manifest, "en")).toContain("0 rejected, degraded 2, ");
    expect(degradedNote(2).en).toContain("parts of 2 messages");
  });

  test("nothing where all went as configured", () => {
    expect(degradedIn(whole)).toBe(0);
    expect(runReport(whole, look)).not.toContain("降级");
    expect(runLine(whole, "zh")).not.toContain("降级");
  });
});

describe("R40: 降级 in what analyze says", () => {
  const analysis: Analysis = {
    tokens: ["路灯", "坏"],
    keywords: ["路灯"],
    sentiment: { label: "negative", score: -0.5 },
    emotion: "angry",
    topic: { path: ["城乡建设"], confidence: 0.9, abstain: false },
    demand: "投诉",
    severity: { level: 1, reasons: [] },
    area: {},
    places: [],
    degraded: ["sentiment", "topic"],
    versions: {},
  };
  const record = { id: "1", text: "路灯坏了", analysis };
  const { degraded: _marks, emotion: _emotion, ...rest } = analysis;
  const plain: Analysis = rest;

  test("a column with the fields, and one for the emotion, empty where there is none", () => {
    const cell = (given: Analysis, name: string) => {
      const at = csvHeader("zh").trim().split(",").indexOf(name);
      return csvRecord({ ...record, analysis: given }, "zh")
        .trimEnd()
        .split(",")[at];
    };
    expect([cell(analysis, "降级"), cell(analysis, "情绪")]).toEqual(["sentiment topic", "angry"]);
    expect([cell(plain, "降级"), cell(plain, "情绪")]).toEqual(["", ""]);
  });

  test("a key in the JSON only where something is degraded", () => {
    expect(JSON.parse(jsonLine(record, "zh"))).toMatchObject({ degraded: ["sentiment", "topic"], emotion: "angry" });
    expect(JSON.parse(jsonLine({ ...record, analysis: plain }, "zh"))).not.toHaveProperty("degraded");
  });

  test("a sentence at the end with the number of records and what is not the model's", () => {
    const fields = new DegradedFields();
    fields.add(plain);
    expect(fields.summary(1)).toBeUndefined();
    fields.add(analysis);
    fields.add({ degraded: ["sentiment", "emotion"] });
    expect(fields.summary(3)?.zh).toBe(
      "降级：3 条中有 2 条的情感、主题、情绪不是模型判断的。运行 minyi doctor 查看原因。",
    );
  });
});
