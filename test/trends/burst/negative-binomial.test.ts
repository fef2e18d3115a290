import fc from "fast-check";
import { expect, test } from "vitest";
import { logGamma } from "../../../trends/burst/log-gamma.js";
import {
  lowerMidP,
  lowerTail,
  probability,
  quantile,
  upperMidP,
  upperTail,
} from "../../../trends/burst/negative-binomial.js";

const means = fc.double({ min: 0.01, max: 300, noNaN: true });
const dispersions = fc.oneof(fc.constant(1), fc.double({ min: 1.0001, max: 6, noNaN: true }));
const counts = fc.integer({ min: 0, max: 600 });

test("the logarithm of the gamma function is that of the factorials, at halves that of √π", () => {
  let factorial = 0;
  for (let n = 1; n < 200; n++) {
    expect(logGamma(n)).toBeCloseTo(factorial, 9);
    factorial += Math.log(n);
  }
  expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 12);
});

test("probabilities that a person worked out", () => {
  // Poisson of mean 2: e⁻² · 2³ / 3!
  expect(probability(3, 2, 1)).toBeCloseTo((Math.exp(-2) * 8) / 6, 12);
  // Mean 2 and variance 4: two coin runs until tails come twice; P(0) = ¼, P(1) = ¼, P(2) = 3/16.
  expect(probability(0, 2, 2)).toBeCloseTo(0.25, 12);
  expect(probability(1, 2, 2)).toBeCloseTo(0.25, 12);
  expect(probability(2, 2, 2)).toBeCloseTo(3 / 16, 12);
  expect(upperTail(2, 2, 2)).toBeCloseTo(0.5, 12);
  expect(upperMidP(2, 2, 2)).toBeCloseTo(0.5 - 3 / 32, 12);
  expect(lowerMidP(1, 2, 2)).toBeCloseTo(0.25 + 0.125, 12);
  expect(quantile(0.5, 2, 2)).toBe(1);
  expect(quantile(0.51, 2, 2)).toBe(2);
});

test("tails are the sums of the probabilities, both together are one", () => {
  fc.assert(
    fc.property(counts, means, dispersions, (x, mean, dispersion) => {
      let below = 0;
      for (let k = 0; k < x; k++) below += probability(k, mean, dispersion);
      expect(lowerTail(x - 1, mean, dispersion)).toBeCloseTo(below, 7);
      expect(upperTail(x, mean, dispersion)).toBeCloseTo(1 - below, 7);
      expect(lowerMidP(x, mean, dispersion) + upperMidP(x, mean, dispersion)).toBeCloseTo(1, 7);
    }),
  );
});

test("tails stay exact where one minus the rest would be nothing", () => {
  let sum = 0;
  for (let k = 400; k < 3_000; k++) sum += probability(k, 100, 1.5);
  expect(sum).toBeLessThan(1e-60);
  expect(upperTail(400, 100, 1.5) / sum).toBeCloseTo(1, 9);
});

test("mean and variance are what they are called", () => {
  fc.assert(
    fc.property(fc.double({ min: 0.05, max: 40, noNaN: true }), dispersions, (mean, dispersion) => {
      let first = 0;
      let second = 0;
      for (let k = 0; k < 1_500; k++) {
        first += k * probability(k, mean, dispersion);
        second += k * k * probability(k, mean, dispersion);
      }
      expect(first / mean).toBeCloseTo(1, 6);
      expect((second - first * first) / first / dispersion).toBeCloseTo(1, 5);
    }),
    { numRuns: 30 },
  );
});

test("the quantile is the smallest count that is not exceeded so often", () => {
  fc.assert(
    fc.property(means, dispersions, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (mean, dispersion, p) => {
      const x = quantile(p, mean, dispersion);
      expect(lowerTail(x, mean, dispersion)).toBeGreaterThanOrEqual(p - 1e-9);
      if (x > 0) expect(lowerTail(x - 1, mean, dispersion)).toBeLessThan(p + 1e-9);
    }),
  );
});

test("what is next to impossible ends too: a thousand times the mean", () => {
  expect(upperTail(7_000, 1_400, 1)).toBe(0);
  expect(upperMidP(200_000, 200, 1.2)).toBe(0);
  expect(lowerTail(10, 100_000, 1)).toBe(0);
});

test("nothing expected: nothing is certain, anything else impossible", () => {
  expect(probability(0, 0, 1)).toBe(1);
  expect(upperTail(1, 0, 2)).toBe(0);
  expect(upperTail(0, 0, 2)).toBe(1);
  expect(quantile(0.975, 0, 2)).toBe(0);
});
