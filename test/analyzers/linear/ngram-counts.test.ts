import fc from "fast-check";
import { expect, test } from "vitest";
import { NgramCounts } from "../../../analyzers/linear/ngram-counts.js";

test("counts documents, not mentions, as a Map would, through its growth", () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.integer({ min: -50, max: 50 }))), (documents) => {
      const counts = new NgramCounts();
      const expected = new Map<number, number>();
      documents.forEach((hashes, document) => {
        for (const hash of hashes) counts.add(hash, document);
        for (const hash of new Set(hashes)) expected.set(hash, (expected.get(hash) ?? 0) + 1);
      });
      const found = new Map<number, number>();
      counts.forEach((hash, count) => {
        found.set(hash, count);
      });
      expect(found).toEqual(expected);
    }),
  );
  const many = new NgramCounts();
  for (let hash = 0; hash < 100_000; hash++) many.add(Math.imul(hash, 65_537), hash % 3);
  let size = 0;
  many.forEach((_, count) => {
    size++;
    expect(count).toBe(1);
  });
  expect(size).toBe(100_000);
});
