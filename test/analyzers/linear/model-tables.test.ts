import fc from "fast-check";
import { expect, test } from "vitest";
import { quantiseWeight, weightCurve } from "../../../analyzers/linear/model-tables.js";

test("weights keep their sign and lose at most a hundredth of the range", () => {
  fc.assert(
    fc.property(fc.double({ min: -1, max: 1, noNaN: true }), (weight) => {
      const back = weightCurve(quantiseWeight(weight, 1));
      expect(Math.abs(back - weight)).toBeLessThan(0.01);
      expect(back * weight).toBeGreaterThanOrEqual(0);
    }),
  );
  expect(quantiseWeight(0.3, 0)).toBe(0);
});
