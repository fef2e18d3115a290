import { expect, test } from "vitest";
import { fitFactors, mixed } from "../../../analyzers/office-topic/mix.js";
import { denseScores, trainSoftmax } from "../../../analyzers/office-topic/softmax.js";

/** Three clouds of points around (0,0,…), with a column of noise and one that never moves. */
function clouds(n: number): { rows: Float32Array[]; classes: number[] } {
  const classes = Array.from({ length: n }, (_, i) => i % 3);
  const noise = (i: number) => ((i * 7919) % 101) / 101 - 0.5;
  const rows = classes.map((k, i) => Float32Array.of(k === 0 ? 2 : 0, k === 1 ? 20 : 0, noise(i), 5));
  return { rows, classes };
}

test("learns classes that a plane divides, whatever the scale of the columns; the same each time", () => {
  const { rows, classes } = clouds(90);
  const model = trainSoftmax(rows, classes, 3);
  const scores = new Float64Array(3);
  const best = rows.map((row) => {
    denseScores(model, row, scores);
    return scores.indexOf(Math.max(...scores));
  });
  expect(best).toEqual(classes);
  expect([...trainSoftmax(rows, classes, 3).weights]).toEqual([...model.weights]);
});

test("the model that knows gets the say, the one that guesses none", () => {
  const rows = Array.from({ length: 60 }, (_, i) => {
    const truth = i % 2;
    const knows = Float64Array.of(truth === 0 ? 1 : -1, truth === 0 ? -1 : 1);
    const guesses = Float64Array.of(i % 3, 1);
    return { ngrams: guesses, encoded: knows, truth };
  });
  const factors = fitFactors(rows);
  expect(factors.encoded).toBeGreaterThan(3);
  expect(factors.ngrams).toBeLessThan(0.5);
});

test("a model that is right in three of four cases gets confidences of three quarters", () => {
  const rows = Array.from({ length: 40 }, (_, i) => ({ ngrams: Float64Array.of(1, -1), truth: i % 4 === 0 ? 1 : 0 }));
  const out = new Float64Array(2);
  mixed(rows[0]!, fitFactors(rows), out);
  expect(out[0]).toBeCloseTo(0.75, 2);
});
