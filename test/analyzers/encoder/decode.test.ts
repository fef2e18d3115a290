import { expect, test } from "vitest";
import { decode } from "../../../analyzers/encoder/decode.js";
import { openFiles } from "../../../analyzers/encoder/files.js";
import type { Outputs } from "../../../analyzers/encoder/session.js";
import { shipped } from "../../../core/paths.js";

const shippedHeads = openFiles(shipped("analyzers", "models", "encoder")).heads;
const ones = { topic: 1, civic: 1, post: 1, emotion: 1, severity: 1, demand: 1, register: 1 };
const HEADS = { ...shippedHeads, labels: { ...shippedHeads.labels, topic: ["甲", "乙"] }, temperature: ones };
const SIZES = { topic: 2, civic: 3, post: 3, emotion: 6, severity: 4, demand: 6, register: 2, embedding: 256 };

const outputs = (count: number): Outputs =>
  Object.fromEntries(Object.entries(SIZES).map(([name, size]) => [name, new Float32Array(count * size)]));

test("probabilities by the softmax of the numbers, each text its own row", () => {
  const given = { ...outputs(2), topic: new Float32Array([0, Math.log(3), 0, 0]) };
  const [first, second] = decode(given, 2, HEADS);
  expect(first?.topic.乙).toBeCloseTo(0.75, 6);
  expect(second?.topic).toEqual({ 甲: 0.5, 乙: 0.5 });
  expect([...(first?.severity ?? [])]).toEqual([0.25, 0.25, 0.25, 0.25]);
  expect(first?.embedding).toHaveLength(256);
});

test("a temperature of 2 halves the numbers first", () => {
  const given = { ...outputs(1), topic: new Float32Array([0, 2 * Math.log(3)]) };
  const [answer] = decode(given, 1, { ...HEADS, temperature: { ...ones, topic: 2 } });
  expect(answer?.topic.乙).toBeCloseTo(0.75, 6);
});

test("register is the second of its two probabilities; huge numbers do no harm", () => {
  const given = {
    ...outputs(1),
    register: new Float32Array([0, Math.log(4)]),
    civic: new Float32Array([9e4, 0, -9e4]),
  };
  const [answer] = decode(given, 1, HEADS);
  expect(answer?.register).toBeCloseTo(0.8, 6);
  expect([...(answer?.civic ?? [])]).toEqual([1, 0, 0]);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY])("R40: %s is refused, with the output and the row", (wrong) => {
  const given = outputs(3);
  (given.emotion as Float32Array)[7] = wrong;
  expect(() => decode(given, 3, HEADS)).toThrow(`emotion: ${wrong} in row 2`);
});

test("R40: a missing output and one of a wrong size are refused", () => {
  const { post: _, ...rest } = outputs(2);
  expect(() => decode(rest, 2, HEADS)).toThrow("post: no numbers where 2 × 3 are expected");
  expect(() => decode({ ...outputs(2), embedding: new Float32Array(8) }, 2, HEADS)).toThrow("embedding: 8 numbers");
});
