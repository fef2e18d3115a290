import { expect, test } from "vitest";
import { solveSvm } from "../../../analyzers/linear/dual-descent.js";
import type { SparseMatrix } from "../../../analyzers/linear/matrix.js";

function matrix(...rows: [column: number, value: number][][]): SparseMatrix {
  const cells = rows.flat();
  let end = 0;
  return {
    starts: Int32Array.from([0, ...rows.map((row) => (end += row.length))]),
    columns: Int32Array.from(cells, ([column]) => column),
    values: Float64Array.from(cells, ([, value]) => value),
  };
}

test("two opposite points on one axis get the plane half-way, at the weight that calculus gives", () => {
  // Minimise w²/2 + C·2·(1 − w)²: w = 4C / (1 + 4C), which is 0.8 for C = 1. By symmetry the bias is 0.
  const w = solveSvm(matrix([[0, 1]], [[0, -1]]), Int8Array.of(1, -1), Float64Array.of(1, 1), 1);
  expect(w[0]).toBeCloseTo(0.8, 1);
  expect(w[1]).toBeCloseTo(0, 1);
});

test("separable rows end up on their own sides, and dearer mistakes move the plane away", () => {
  const rows = matrix(
    [[0, 1]],
    [[1, 1]],
    [
      [0, 0.6],
      [1, 0.8],
    ],
  );
  const sides = Int8Array.of(1, -1, 1);
  const margin = (w: Float64Array) => 0.6 * w[0]! + 0.8 * w[1]! + w[2]!;
  const even = margin(solveSvm(rows, sides, Float64Array.of(1, 1, 1), 2));
  const dear = margin(solveSvm(rows, sides, Float64Array.of(1, 1, 100), 2));
  expect(dear).toBeGreaterThan(even);
  expect(dear).toBeGreaterThan(0.8);
});

test("the same rows give the same weights to the last bit", () => {
  const rows = matrix(
    ...Array.from({ length: 50 }, (_, i): [number, number][] => [
      [i % 7, 0.6],
      [7 + (i % 5), 0.8],
    ]),
  );
  const sides = Int8Array.from({ length: 50 }, (_, i) => (i % 2 ? 1 : -1));
  const costs = new Float64Array(50).fill(1);
  expect(solveSvm(rows, sides, costs, 12)).toEqual(solveSvm(rows, sides, costs, 12));
});
