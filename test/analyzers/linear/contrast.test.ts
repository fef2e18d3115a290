import { expect, test } from "vitest";
import { contrastOf } from "../../../analyzers/linear/contrast.js";

test("a column that only one label has weighs more than one that all have, one that nobody has nothing", () => {
  // Four rows of one cell each beside column 2, which all have.
  const matrix = {
    starts: Int32Array.of(0, 2, 4, 6, 8),
    columns: Int32Array.of(0, 2, 0, 2, 1, 2, 1, 2),
    values: new Float64Array(8).fill(1),
  };
  const factors = contrastOf(matrix, Int8Array.of(1, 1, -1, -1), 4);
  // Column 0: (2 + 1) / (2 + 1) against (0 + 1) / (2 + 1), a ratio of 3; column 1 the reverse; columns 2 and 3 tell nothing.
  // Four of eight cells have log 3: scaled to a mean square of 1 their factor is the root of 8 / 4.
  expect(factors[0]).toBeCloseTo(Math.SQRT2, 12);
  expect(factors[1]).toBeCloseTo(Math.SQRT2, 12);
  expect([factors[2], factors[3]]).toEqual([0, 0]);
});
