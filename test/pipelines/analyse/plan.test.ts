import { describe, expect, test } from "vitest";
import type { Analyzer, Draft } from "../../../core/analyzer.js";
import type { MaskedItem } from "../../../core/masked-item.js";
import { AnalysisPlan, type AnyAnalyzer, orderByNeeds } from "../../../pipelines/analyse/plan.js";

const item: MaskedItem = {
  id: "1",
  source: "board",
  channel: "board",
  kind: "official",
  text: "路灯坏了",
  createdAt: "2026-11-01T00:00:00Z",
};

/** An analyzer that gives every text the same. */
function constant(id: string, gives: Partial<Draft>, needs: (keyof Draft)[] = []): AnyAnalyzer {
  const adds = Object.keys(gives) as (keyof Draft)[];
  const analyzer: Analyzer<keyof Draft, keyof Draft> = {
    id,
    version: "1",
    needs,
    adds,
    analyze: (batch) => batch.map(() => gives as Draft),
  };
  return analyzer;
}

const sentiment = { label: "negative", score: -0.5 } as const;

describe("marks of fallbacks", () => {
  test("several analyzers may give them, and they are put together in the order of the work", async () => {
    const plan = new AnalysisPlan([
      constant("a", { sentiment, degraded: ["sentiment"] }),
      constant("b", { emotion: "angry", degraded: ["emotion"] }, ["sentiment"]),
      constant("c", { signature: "" }),
    ]);
    const { results } = await plan.analyse([item]);
    expect(results[0]).toMatchObject({ analysis: { sentiment, emotion: "angry", degraded: ["sentiment", "emotion"] } });
  });

  test("where there are none there is no such field, nor any other that nobody could fill", async () => {
    const plan = new AnalysisPlan([
      constant("a", { sentiment, degraded: undefined as never, emotion: undefined as never }),
    ]);
    const { results } = await plan.analyse([item]);
    expect(Object.keys((results[0] as { analysis: object }).analysis)).toEqual(["sentiment", "versions"]);
  });

  test("they are nobody's field: no version is noted for them", async () => {
    const plan = new AnalysisPlan([constant("a", { sentiment, degraded: ["sentiment"] })]);
    const { results } = await plan.analyse([item]);
    expect(results[0]).toMatchObject({ analysis: { versions: { sentiment: expect.stringMatching(/^a@/) } } });
    expect(JSON.stringify(results[0])).not.toContain('"degraded":"');
  });

  test("any other field may be given by one analyzer only", () => {
    const twice = [constant("a", { sentiment }), constant("b", { sentiment })];
    expect(() => orderByNeeds(twice)).toThrow("b adds sentiment, which a has already");
  });
});
