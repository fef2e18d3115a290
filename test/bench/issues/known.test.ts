import { expect, test } from "vitest";
import { balanceOf, readTuning, scoreHandMade } from "../../../bench/issues/known.js";

const known = {
  issues: new Map([
    ["lift", ["1", "2"]],
    ["road", ["3", "4"]],
  ]),
  unsure: new Set(["5"]),
  negatives: [
    { issue: "lift", id: "6" },
    { issue: "road", id: "6" },
    { issue: "road", id: "7" },
  ],
  files: [],
};
const ids = ["1", "2", "3", "4", "5", "6", "7"];

test("means over the issues; a look-alike is taken where it stands in the very issue that it was named for", () => {
  // lift has 1, 2, the unsure 5 and the look-alike 6; of road only 3 is in an issue, by itself.
  const score = scoreHandMade([0, 0, 1, -1, 0, 0, -1], ids, known);
  expect(score).toMatchObject({ precision: (2 / 3 + 1) / 2, recall: (1 + 1 / 2) / 2, taken: 1, negatives: 3 });
});

test("an issue that was not found takes no look-alikes", () => {
  expect(scoreHandMade([-1, -1, -1, -1, -1, -1, -1], ids, known)).toMatchObject({ precision: 0, recall: 0, taken: 0 });
});

test("a message that is not there is an error, not a miss", () => {
  expect(() => scoreHandMade([0], ["1"], known)).toThrow("there is no message 2");
});

test("the balance of precision and recall", () => {
  expect(balanceOf({ precision: 1, recall: 0.5 })).toBeCloseTo(2 / 3);
  expect(balanceOf({ precision: 0, recall: 0 })).toBe(0);
});

test("the issues that thresholds are chosen on: at least two messages each, none in two issues", () => {
  const { issues, negatives, files } = readTuning();
  const members = [...issues.values()].flat();
  expect(issues.size).toBeGreaterThan(20);
  expect(files.length).toBeGreaterThan(0);
  expect(new Set(members).size).toBe(members.length);
  for (const own of issues.values()) expect(own.length).toBeGreaterThanOrEqual(2);
  for (const { issue, id } of negatives) {
    expect(issues.has(issue)).toBe(true);
    expect(issues.get(issue)).not.toContain(id);
  }
});
