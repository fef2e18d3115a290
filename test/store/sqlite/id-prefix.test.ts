import fc from "fast-check";
import { expect, test } from "vitest";
import { compareText } from "../../../store/order.js";
import { idPrefix } from "../../../store/sqlite/cells.js";

test("prefixes are in the order of their ids", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (a, b) => {
      if (idPrefix(a) < idPrefix(b)) expect(compareText(a, b)).toBeLessThan(0);
      if (a === b) expect(idPrefix(a)).toBe(idPrefix(b));
    }),
  );
  expect(idPrefix("aaaaa\u00e9")).toBeGreaterThan(idPrefix("aaaaab"));
  expect(idPrefix("")).toBe(0);
});
