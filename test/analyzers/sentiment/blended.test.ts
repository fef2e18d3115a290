import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EQUAL_BLEND } from "../../../analyzers/blend/blend.js";
import {
  blendedSentiment,
  createBlendedSentimentAnalyzer,
  sentimentBy,
  sentimentProbabilities,
  sharesOf,
} from "../../../analyzers/sentiment/blended.js";
import type { Draft } from "../../../core/analyzer.js";
import { analysed } from "../analysed.js";
import { ALIKE, encodedAs } from "../encoded.js";

describe("label and score from probabilities", () => {
  test.each([
    [[0.7, 0.2, 0.1], "negative", -0.6],
    [[0.1, 0.2, 0.7], "positive", 0.6],
    [[0.3, 0.5, 0.2], "neutral", -0.1],
    [[0.45, 0.1, 0.45], "neutral", 0], // as much for as against
    [[0.5, 0.5, 0], "neutral", -0.5], // the furthest that neutral can be from 0
    [[0.501, 0.499, 0], "negative", -0.501],
  ] as const)("%j: %s %d", (probabilities, label, score) => {
    expect(sentimentBy(probabilities, 0.5)).toEqual({ label, score });
  });

  test("a threshold of 0.4: neutral is called so with two thirds of what the likelier pole has", () => {
    expect(sentimentBy([0.5, 0.4, 0.1], 0.4).label).toBe("neutral");
    expect(sentimentBy([0.6, 0.3, 0.1], 0.4).label).toBe("negative");
  });

  test("label and the sign of the score agree; neutral is never further from 0 than 1 − threshold", () => {
    const part = fc.integer({ min: 0, max: 1000 });
    fc.assert(
      fc.property(part, part, part, fc.double({ min: 0.25, max: 0.75, noNaN: true }), (a, b, c, threshold) => {
        const sum = a + b + c;
        fc.pre(sum > 0);
        const { label, score } = sentimentBy([a / sum, b / sum, c / sum], threshold);
        if (label === "negative") expect(score).toBeLessThan(0);
        else if (label === "positive") expect(score).toBeGreaterThan(0);
        else expect(Math.abs(score)).toBeLessThanOrEqual(1 - threshold + 0.0005);
        expect(Math.abs(score)).toBeLessThanOrEqual(1);
        expect(Object.is(score, -0)).toBe(false);
        expect(Math.round(score * 1000) / 1000).toBe(score);
      }),
    );
  });
});

describe("judges together", () => {
  test("the lexicon's score as shares", () => {
    expect(sharesOf(-0.75)).toEqual([0.75, 0.25, 0]);
    expect(sharesOf(0)).toEqual([0, 1, 0]);
    expect(sharesOf(0.5)).toEqual([0, 0.5, 0.5]);
  });

  test("a message is judged as one, a post as one, and what is half of each by both", () => {
    const said = { civic: { negative: 0.8, neutral: 0.15 }, post: { negative: 0.1, neutral: 0.1 } };
    const without = { civic: { ...EQUAL_BLEND.civic, words: 0 }, post: { ...EQUAL_BLEND.post, words: 0 } };
    const negative = (register: number) =>
      sentimentProbabilities(encodedAs({ ...said, register }), { lexicon: 0 }, without)[0];
    expect(negative(0)).toBeCloseTo(0.8, 6);
    expect(negative(1)).toBeCloseTo(0.1, 6);
    expect(negative(0.5)).toBeCloseTo(0.45, 6);
  });

  test("emoticons have their say in posts, not in messages", () => {
    const blend = { civic: EQUAL_BLEND.civic, post: { ...EQUAL_BLEND.post, words: 0, emoticons: 2 } };
    const positive = (register: number, emoticons?: number) =>
      sentimentProbabilities(encodedAs({ register }), { lexicon: 0, emoticons }, blend)[2]!;
    expect(positive(1, 0.9)).toBeGreaterThan(positive(1));
    expect(positive(1, -0.9)).toBeLessThan(positive(1));
    expect(positive(0, 0.9)).toBe(positive(0));
  });

  test("where the encoder is undecided the lexicon decides, where it is sure it does", () => {
    const undecided = encodedAs({});
    expect(blendedSentiment(undecided, { lexicon: -0.9 }, "投诉", EQUAL_BLEND).label).toBe("negative");
    expect(blendedSentiment(undecided, { lexicon: 0.9 }, "投诉", EQUAL_BLEND).label).toBe("positive");
    const sure = encodedAs({ civic: { negative: 0.95, neutral: 0.04 } });
    expect(blendedSentiment(sure, { lexicon: 0.9 }, "投诉", EQUAL_BLEND).label).toBe("negative");
  });
});

test("praise is positive, the more so the more it sounds like it: (0.9 + 1) / 2 − 0.04 / 2, (0.2 + 1) / 2 − 0.5 / 2", () => {
  const without = { civic: EQUAL_BLEND.civic, post: { ...EQUAL_BLEND.post, words: 0 } };
  const judge = (post: { positive: number; negative: number }) =>
    blendedSentiment(encodedAs({ civic: { negative: 0.9 }, post }), { lexicon: 0 }, "表扬", without);
  expect(judge({ positive: 0.9, negative: 0.04 })).toEqual({ label: "positive", score: 0.93 });
  expect(judge({ positive: 0.2, negative: 0.5 })).toEqual({ label: "positive", score: 0.35 });
});

describe("the analyzer", () => {
  const ask = async (message: string, encoded?: Draft["encoded"]) => {
    const draft = await analysed(message);
    const analyzer = createBlendedSentimentAnalyzer(ALIKE);
    const [result] = await analyzer.analyze([encoded ? { ...draft, encoded } : draft]);
    return result;
  };

  test("a request that the lexicon would take for a complaint is neutral when the encoder is sure of it", async () => {
    const result = await ask(
      "楼道灯坏了，请问该找哪个部门报修？",
      encodedAs({ civic: { neutral: 0.97, negative: 0.02 } }),
    );
    expect(result).toMatchObject({ sentiment: { label: "neutral" } });
    expect(result).not.toHaveProperty("degraded");
  });

  test("R40: without the encoder's answer the lexicon decides, and the field is marked", async () => {
    const result = await ask("物业态度恶劣，垃圾没人收。");
    expect(result).toMatchObject({ sentiment: { label: "negative" }, degraded: ["sentiment"] });
  });

  test("its version names encoder and weights", () => {
    expect(createBlendedSentimentAnalyzer(ALIKE).version).toMatch(/\+encoder:1\+model:test\+blend:equal$/);
  });
});
