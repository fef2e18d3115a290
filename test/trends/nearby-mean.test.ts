import fc from "fast-check";
import { expect, test } from "vitest";
import { nearbyMean } from "../../trends/nearby-mean.js";

test("the mean of the 56 known days around, or of as many as there are", () => {
  const counts = Array.from({ length: 200 }, (_, i) => (i < 100 ? 10 : 20));
  const means = nearbyMean(counts, new Uint8Array(200).fill(1));
  expect([means[0], means[72], means[100], means[128], means[199]]).toEqual([10, 10, 15, 20, 20]);
  expect([...nearbyMean([4, 6, 0], Uint8Array.of(1, 1, 0))]).toEqual([5, 5, 5]);
  expect([...nearbyMean([0, 0], new Uint8Array(2))]).toEqual([0, 0]);
});

test("lies between the least and the most of the known days, and never looks at the others", () => {
  const day = fc.record({ n: fc.nat({ max: 50 }), known: fc.boolean() });
  fc.assert(
    fc.property(fc.array(day, { minLength: 1, maxLength: 150 }), (days) => {
      const known = Uint8Array.from(days, (d) => (d.known ? 1 : 0));
      const counts = days.map((d) => (d.known ? d.n : 1_000_000));
      const seen = days.filter((d) => d.known).map((d) => d.n);
      for (const mean of nearbyMean(counts, known)) {
        if (seen.length === 0) expect(mean).toBe(0);
        else {
          expect(mean).toBeGreaterThanOrEqual(Math.min(...seen));
          expect(mean).toBeLessThanOrEqual(Math.max(...seen));
        }
      }
    }),
  );
});
