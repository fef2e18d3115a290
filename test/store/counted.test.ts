import fc from "fast-check";
import { expect, test } from "vitest";
import { countedFacets, countedValue, scoreMilli } from "../../store/counted.js";
import { document } from "../contract/store-documents.js";

test("R8: a value of up to 512 characters stays, a longer one is cut and marked", () => {
  expect(countedValue("部".repeat(512))).toBe("部".repeat(512));
  expect(countedValue("部".repeat(513))).toBe(`${"部".repeat(511)}…`);
  expect(countedValue("𠮷".repeat(512))).toBe("𠮷".repeat(512));
  expect(countedValue("𠮷".repeat(600))).toBe(`${"𠮷".repeat(511)}…`);
  expect(countedFacets(document({ id: "a", street: "街".repeat(9999) })).street).toHaveLength(512);
});

test("cutting again changes nothing, and no half of a pair is left", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 600, size: "max" }), (value) => {
      const once = countedValue(value);
      expect(countedValue(once)).toBe(once);
      expect(Array.from(once).length).toBeLessThanOrEqual(512);
      expect(once).not.toMatch(/\p{Cs}|\0/u);
    }),
  );
});

test("scores are rounded half away from zero", () => {
  expect([0.0005, -0.0005, 0.0004, 1, -1, 0].map(scoreMilli).map((n) => n + 0)).toEqual([1, -1, 0, 1000, -1000, 0]);
});
