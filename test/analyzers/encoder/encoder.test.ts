import { afterAll, expect, test } from "vitest";
import { createEncoderAnalyzer } from "../../../analyzers/encoder/encoder.js";
import { openEncoder } from "../../../analyzers/encoder/open-encoder.js";
import type { Encoded } from "../../../core/encoded.js";
import { messages } from "./texts.js";

const encoder = openEncoder();
afterAll(() => encoder.close());

const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);

test("every task has probabilities, the embedding has length 1", async () => {
  const [answer] = (await encoder.encode(["路灯坏了，请尽快维修"])) as [Encoded];
  expect(Object.keys(answer.topic)).toEqual(encoder.topics);
  for (const task of [Object.values(answer.topic), answer.civic, answer.post, answer.emotion, answer.severity]) {
    expect(sum(task)).toBeCloseTo(1, 5);
  }
  expect(answer.demand).toHaveLength(6);
  expect(answer.register).toBeGreaterThanOrEqual(0);
  expect(answer.register).toBeLessThanOrEqual(1);
  expect(sum(answer.embedding.map((value) => value * value))).toBeCloseTo(1, 4);
});

test("a text's answer is the same to the last digit alone, in any order and among 500 others", async () => {
  const texts = ["", "急", ...messages(498), `${"很长的一段话，".repeat(2000)}完`];
  const together = await encoder.encode(texts);
  const reversed = await encoder.encode([...texts].reverse());
  expect(reversed.reverse()).toEqual(together);
  for (const i of [0, 1, 2, 9, 250, 499, 500]) {
    expect(await encoder.encode([texts[i] as string])).toEqual([together[i]]);
  }
});

test.each([1, 3, 8])(
  "with %i threads too an answer hangs on the text alone, however many go together",
  async (threads) => {
    const texts = messages(120).filter((text) => text.length > 110);
    expect(texts.length).toBeGreaterThan(8);
    const threaded = openEncoder({ threads });
    try {
      const together = await threaded.encode(texts);
      for (const count of [1, 2, 3, 4, 7, 8]) {
        expect(await threaded.encode(texts.slice(0, count)), `${count} texts`).toEqual(together.slice(0, count));
      }
      expect(together).toEqual(await encoder.encode(texts));
    } finally {
      await threaded.close();
    }
  },
);

test("calls at the same time are answered each with its own", async () => {
  const [a, b] = messages(2) as [string, string];
  const [first, second, both, none] = await Promise.all([
    encoder.encode([a]),
    encoder.encode([b]),
    encoder.encode([a, b]),
    encoder.encode([]),
  ]);
  expect(both).toEqual([...first, ...second]);
  expect(first).not.toEqual(second);
  expect(none).toEqual([]);
});

test("as an analyzer it adds `encoded` to each draft, and says what made it", async () => {
  const analyzer = createEncoderAnalyzer();
  try {
    const [text] = messages(1) as [string];
    const [answer] = await encoder.encode([text]);
    expect(await analyzer.analyze([{ content: text }])).toEqual([{ encoded: answer }]);
    expect(analyzer.version).toMatch(/^1\+model:[0-9a-f]{6}$/);
  } finally {
    await analyzer.close();
  }
});
