import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { measurePasses } from "../../../bench/quality/label-passes.js";
import { DEMANDS, SENTIMENT_LABELS } from "../../../core/analysis.js";
import { shipped } from "../../../core/paths.js";

const rowsOf = (name: string) =>
  parse(readFileSync(shipped("bench", "quality", name)), { columns: true }) as Record<string, string>[];

test("the labels hold no text: ids, split and labels that there are, each message once", () => {
  const rows = rowsOf("message_labels.csv");
  expect(Object.keys(rows[0]!)).toEqual(["file", "id", "split", "sentiment", "severity", "demand"]);
  expect(new Set(rows.map(({ file, id }) => `${file} ${id}`)).size).toBe(rows.length);
  for (const { split, sentiment, severity, demand } of rows) {
    expect(["train", "dev", "test"]).toContain(split);
    expect(SENTIMENT_LABELS).toContain(sentiment);
    expect(["0", "1", "2", "3"]).toContain(severity);
    expect(DEMANDS).toContain(demand);
  }
  expect(rows.filter(({ split }) => split === "test").length).toBeGreaterThanOrEqual(200);
});

test("600 messages and more were read twice, and the two readings agree beyond chance", () => {
  for (const { messages, kappa } of measurePasses()) {
    expect(messages).toBeGreaterThanOrEqual(600);
    expect(kappa).toBeGreaterThan(0.7);
  }
});
