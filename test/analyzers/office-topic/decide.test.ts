import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ClassTree } from "../../../analyzers/office-topic/decide.js";

const CLASSES = [["城管"], ["城管", "占道", "夜市"], ["城管", "占道", "早市"], ["水电"]];
const decide = (...probabilities: number[]) => new ClassTree(CLASSES).decide(Float64Array.from(probabilities), 0.5);

describe("down the levels for as long as they are sure", () => {
  test("all the way", () => {
    expect(decide(0.1, 0.7, 0.1, 0.1)).toEqual({ path: ["城管", "占道", "夜市"], confidence: 0.7, abstain: false });
  });

  test("the second level is sure, the third is not", () => {
    expect(decide(0.1, 0.4, 0.4, 0.1)).toEqual({ path: ["城管", "占道"], confidence: 0.8, abstain: false });
  });

  test("what belongs to none of the levels below stays where it is", () => {
    expect(decide(0.8, 0.1, 0, 0.1)).toEqual({ path: ["城管"], confidence: 0.9, abstain: false });
  });

  test("an unsure first level is shown as a guess", () => {
    expect(decide(0.05, 0.2, 0.2, 0.55)).toEqual({ path: ["水电"], confidence: 0.55, abstain: false });
    expect(new ClassTree(CLASSES).decide(Float64Array.of(0.05, 0.2, 0.2, 0.55), 0.6)).toEqual({
      path: ["水电"],
      confidence: 0.55,
      abstain: true,
    });
  });
});

test("whatever the probabilities: a path of the taxonomy, whose confidence is the sum of what lies below it", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 }), (raw) => {
      const sum = raw.reduce((total, value) => total + value, 0);
      const { path, confidence } = decide(...raw.map((value) => value / sum));
      const below = CLASSES.flatMap((one, i) =>
        path.every((level, depth) => one[depth] === level) ? [raw[i]! / sum] : [],
      );
      expect(below.length).toBeGreaterThan(0);
      expect(confidence).toBeCloseTo(
        below.reduce((total, value) => total + value, 0),
        3,
      );
    }),
  );
});
