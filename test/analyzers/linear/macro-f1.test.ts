import { expect, test } from "vitest";
import { macroF1 } from "../../../analyzers/linear/macro-f1.js";

test("F1 per label and their plain mean, worked out by hand", () => {
  const truth = ["a", "a", "a", "b"];
  const predicted = ["a", "a", "b", "b"];
  const { perClass, macroF1: mean } = macroF1(truth, predicted);
  expect(perClass.a).toEqual({ precision: 1, recall: 2 / 3, f1: 0.8, n: 3 });
  expect(perClass.b!.f1).toBeCloseTo(2 / 3, 12);
  expect(mean).toBeCloseTo((0.8 + 2 / 3) / 2, 12);
});

test("a label that is never said scores 0; saying a label that nobody has costs the others recall only", () => {
  const { perClass } = macroF1(["a", "b"], ["c", "b"]);
  expect(perClass).toEqual({
    a: { precision: 0, recall: 0, f1: 0, n: 1 },
    b: { precision: 1, recall: 1, f1: 1, n: 1 },
  });
});
