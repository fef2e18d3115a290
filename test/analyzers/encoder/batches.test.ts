import fc from "fast-check";
import { expect, test } from "vitest";
import { batches, paddedLength } from "../../../analyzers/encoder/batches.js";

test("texts go together that have the same padded length, the longest first", () => {
  expect(batches([3, 20, 16, 31, 17], 1000)).toEqual([
    { length: 32, at: [1, 3, 4] },
    { length: 16, at: [0, 2] },
  ]);
});

test("a batch holds no more tokens than it may", () => {
  expect(batches([16, 16, 16, 16, 16], 40).map(({ at }) => at)).toEqual([[0, 1], [2, 3], [4]]);
  expect(batches([128], 40)).toEqual([{ length: 128, at: [0] }]);
});

test("every text is in one batch, padded to the next multiple of 16 of its own length", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 2, max: 128 }), { maxLength: 200 }), (counts) => {
      const made = batches(counts, 512);
      expect(made.flatMap(({ at }) => at).sort((a, b) => a - b)).toEqual(counts.map((_, i) => i));
      for (const { length, at } of made) {
        expect(at.length * length).toBeLessThanOrEqual(512);
        for (const i of at) expect(length).toBe(paddedLength(counts[i] as number));
      }
    }),
  );
  expect([2, 16, 17, 128].map(paddedLength)).toEqual([16, 16, 32, 128]);
});
