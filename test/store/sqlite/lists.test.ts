import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeLists, encodeLists, toArrays } from "../../../store/sqlite/lists.js";

test("lists of codes come back", () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.nat(100_000))), (lists) => {
      expect(toArrays(decodeLists(encodeLists(lists)))).toEqual(lists);
    }),
  );
});
