import { beforeAll, describe, expect, test } from "vitest";
import { type MaskingScore, measureMasking } from "../../bench/quality/masking.js";

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
