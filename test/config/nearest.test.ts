import { expect, test } from "vitest";
import { nearest } from "../../config/nearest.js";

test.each([
  ["pth", "path"],
  ["ptah", "path"],
  ["abstain_below", "abstainBelow"],
  ["TimeZone", "timezone"],
])("%s means %s", (typed, meant) => {
  expect(nearest(typed, ["type", "path", "abstainBelow", "timezone"])).toBe(meant);
});

test("what is far from everything means nothing", () => {
  expect(nearest("webhook", ["type", "path", "timezone"])).toBeUndefined();
  expect(nearest("", ["type"])).toBeUndefined();
});
