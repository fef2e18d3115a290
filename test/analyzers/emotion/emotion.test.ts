import { expect, test } from "vitest";
import { EQUAL_BLEND } from "../../../analyzers/blend/blend.js";
import { blendedEmotion, createEmotionAnalyzer } from "../../../analyzers/emotion/emotion.js";
import { ALIKE, encodedAs } from "../encoded.js";

const negative = { label: "negative", score: -0.7 } as const;
const analyzer = createEmotionAnalyzer(ALIKE);

test("the likeliest of the six", async () => {
  const encoded = encodedAs({ emotion: { angry: 0.6 } });
  expect(await analyzer.analyze([{ content: "气死我了", encoded, sentiment: negative }])).toEqual([
    { emotion: "angry" },
  ]);
});

test("a complaint to the authorities is never happy; a post that grumbles may be", async () => {
  const emotion = { happy: 0.5, sad: 0.3 };
  const said = async (register: number) => {
    const encoded = encodedAs({ emotion, register });
    return await analyzer.analyze([{ content: "路灯坏了", encoded, sentiment: negative }]);
  };
  expect(await said(0.1)).toEqual([{ emotion: "sad" }]);
  expect(await said(0.9)).toEqual([{ emotion: "happy" }]);
});

test("encoder and linear model together: 0.5 and 0.1 for happy are less than 0.3 and 0.6 for surprise", () => {
  // In the order happy, angry, sad, fear, surprise, neutral: √0.05 = 0.22 against √0.18 = 0.42.
  const encoder = [0.5, 0.05, 0.05, 0.05, 0.3, 0.05];
  expect(blendedEmotion(encoder, [0.1, 0.1, 0.1, 0.05, 0.6, 0.05], EQUAL_BLEND.emotion)).toBe("surprise");
  expect(blendedEmotion(encoder, undefined, EQUAL_BLEND.emotion)).toBe("happy");
});

test("R40: without the encoder's answer and without a linear model there is no emotion, and that is marked", async () => {
  expect(await analyzer.analyze([{ content: "气死我了", sentiment: negative }])).toEqual([{ degraded: ["emotion"] }]);
});
