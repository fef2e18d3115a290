import { expect, test } from "vitest";
import { unexplained } from "../../../bench/issues/continuity.js";

const before = new Map([
  ["1", "lift"],
  ["2", "lift"],
  ["3", "lift"],
  ["4", "road"],
]);
const after = (...issues: (string | undefined)[]) =>
  new Map(issues.flatMap((issue, i) => (issue === undefined ? [] : [[String(i + 1), issue] as const])));

test("an issue that keeps most of its messages keeps its id, though it lose one and win others", () => {
  expect(unexplained(before, after("lift", "lift", "other", "road", "lift"), [])).toEqual([]);
});

test("most messages under another id: only a merge or split of the two explains it", () => {
  const now = after("road", "road", "road", "road");
  expect(unexplained(before, now, [])).toEqual([{ issue: "lift", now: "road" }]);
  expect(unexplained(before, now, [{ kind: "merged", issueId: "lift", other: "road" }])).toEqual([]);
  expect(unexplained(before, now, [{ kind: "split", issueId: "road", other: "lift" }])).toEqual([]);
  expect(unexplained(before, now, [{ kind: "merged", issueId: "lift", other: "park" }])).toHaveLength(1);
  expect(unexplained(before, now, [{ kind: "renamed", issueId: "lift", other: "road" }])).toHaveLength(1);
});

test("an issue that falls apart into single messages has not changed its id", () => {
  expect(unexplained(before, after("park", undefined, undefined, undefined), [])).toEqual([]);
});
