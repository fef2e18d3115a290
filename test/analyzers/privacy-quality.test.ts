import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, test } from "vitest";
import { cleanText } from "../../analyzers/clean.js";
import { TOKEN_OF } from "../../analyzers/privacy/kinds.js";
import { findPersonalData } from "../../analyzers/privacy/mask.js";
import { type MaskingScore, measureMasking } from "../../bench/quality/masking.js";
import { shipped } from "../../core/paths.js";

/** Shares that must be reached on generated messages (see bench/quality/masking.ts). */
const RECALL: Partial<Record<MaskingScore["kind"], number>> = {
  mobile: 0.995,
  landline: 0.995,
  idCard: 0.999,
  plate: 0.98,
};

describe("R24: recall, precision and leaks on 20,000 generated messages", () => {
  let scores: MaskingScore[];
  beforeAll(() => {
    scores = measureMasking(20_000);
  });

  test("every kind is generated often enough to tell", () => {
    for (const { kind, cases } of scores) expect([kind, cases > 1500]).toEqual([kind, true]);
  });

  test("recall", () => {
    for (const { kind, recall } of scores) {
      const gate = RECALL[kind] ?? 0.97;
      expect([kind, recall >= gate ? "reached" : recall]).toEqual([kind, "reached"]);
    }
  });

  test("precision of at least 99 %", () => {
    for (const { kind, precision } of scores) {
      expect([kind, precision >= 0.99 ? "reached" : precision]).toEqual([kind, "reached"]);
    }
  });

  test("no phone, identity or card number can be read after cleaning and masking", () => {
    for (const { kind, leaks } of scores) expect([kind, leaks]).toEqual([kind, 0]);
  });
});

test("R24: in the bundled sample, written by another hand, the labelled kinds are found in 98 of 100 messages", () => {
  const rows = (file: string): Record<string, string>[] =>
    parse(readFileSync(shipped("config", "sample", file), "utf8"), { columns: true, bom: true });
  const labels = new Map(rows("labels.csv").map((row) => [row.工单编号, row.pii ?? ""]));
  const messages = rows("messages.csv");
  const asLabelled = messages.filter((row) => {
    const text = cleanText(`${row.标题}\n${row.内容}`).text;
    const found = new Set(findPersonalData(text).map(({ kind }) => TOKEN_OF[kind].slice(1, -1)));
    const wanted = new Set((labels.get(row.工单编号) ?? "").split("|").filter((kind) => kind !== ""));
    return found.size === wanted.size && [...found].every((kind) => wanted.has(kind));
  });
  expect(messages.length).toBeGreaterThan(400);
  expect(asLabelled.length / messages.length).toBeGreaterThanOrEqual(0.98);
});
