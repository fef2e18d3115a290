import fc from "fast-check";
import { expect, test } from "vitest";
import { likeliest, pool } from "../../../analyzers/blend/pool.js";

const ALIKE = { encoder: 0.5, linear: 0.5, words: 1, temperature: 1 };
const rounded = (values: number[]) => values.map((value) => Math.round(value * 1000) / 1000);

test("two models of one mind keep it; of two minds the outcome lies between: √(0.8 × 0.5) to √(0.2 × 0.5) is 2 to 1", () => {
  expect(rounded(pool(2, { encoder: [0.8, 0.2], linear: [0.8, 0.2] }, ALIKE))).toEqual([0.8, 0.2]);
  expect(rounded(pool(2, { encoder: [0.8, 0.2], linear: [0.5, 0.5] }, ALIKE))).toEqual([0.667, 0.333]);
});

test("where a model is missing the other has its weight too", () => {
  expect(rounded(pool(2, { encoder: [0.8, 0.2] }, ALIKE))).toEqual([0.8, 0.2]);
  expect(rounded(pool(2, { linear: [0.9, 0.1] }, ALIKE))).toEqual([0.9, 0.1]);
});

test("words add their share times their weight: of two classes alike, e to 1 is 0.731", () => {
  expect(rounded(pool(2, { encoder: [0.5, 0.5], words: [1, 0] }, ALIKE))).toEqual([0.731, 0.269]);
});

test("words can do no more than their weight: a model that is sure enough stays with its own", () => {
  const [first = 0, second = 0] = pool(2, { encoder: [0.1, 0.9], words: [1, 0] }, ALIKE);
  expect(second).toBeGreaterThan(first); // 0.1 e = 0.27 against 0.9
});

test("emoticons do as words do, by a weight of their own; without one they are not heard", () => {
  const voices = { encoder: [0.5, 0.5], emoticons: [1, 0] };
  expect(rounded(pool(2, voices, { ...ALIKE, emoticons: 2 }))).toEqual([0.881, 0.119]); // e² to 1
  expect(rounded(pool(2, voices, ALIKE))).toEqual([0.5, 0.5]);
});

test("a temperature of 2 draws 0.8 and 0.2 together: √0.8 to √0.2 is 2 to 1", () => {
  expect(rounded(pool(2, { encoder: [0.8, 0.2] }, { ...ALIKE, temperature: 2 }))).toEqual([0.667, 0.333]);
});

test("a model that says 0 is not taken at its word, and no judge at all means that all classes are alike", () => {
  const [never = 0] = pool(2, { encoder: [0, 1] }, ALIKE);
  expect(never).toBeGreaterThan(0);
  expect(pool(4, {}, ALIKE)).toEqual([0.25, 0.25, 0.25, 0.25]);
});

test("whatever the judges say, the outcome is a distribution", () => {
  const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 });
  const weight = fc.double({ min: 0, max: 6, noNaN: true });
  const temperature = fc.double({ min: 0.3, max: 3, noNaN: true });
  fc.assert(
    fc.property(shares, shares, shares, weight, weight, temperature, (encoder, linear, words, a, b, t) => {
      const values = pool(3, { encoder, linear, words }, { encoder: a, linear: b, words: a, temperature: t });
      expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9);
      expect(values.every((value) => value >= 0)).toBe(true);
    }),
  );
});

test("the likeliest of equals is the first", () => {
  expect(likeliest([0.2, 0.4, 0.4])).toBe(1);
});
