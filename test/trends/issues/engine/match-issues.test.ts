import { expect, test } from "vitest";
import { matchIssues } from "../../../../trends/issues/engine/match-issues.js";

/** The issue that each message was in: "A1" was in "A". */
const before = (...messages: string[]) => new Map(messages.map((message) => [message, message.slice(0, 1)]));

test("an issue goes on in the group that has most of its messages", () => {
  const { ids } = matchIssues(
    [
      ["A1", "A2", "new"],
      ["B1", "B2"],
      ["x", "y"],
    ],
    before("A1", "A2", "B1", "B2"),
  );
  expect(ids).toEqual(["A", "B", undefined]);
});

test("when two issues have become one group, the one with more messages in it goes on and the other is merged into it", () => {
  const { ids, mergedInto, dissolved } = matchIssues([["A1", "B1", "B2"]], before("A1", "B1", "B2"));
  expect(ids).toEqual(["B"]);
  expect([...mergedInto]).toEqual([["A", 0]]);
  expect(dissolved).toEqual([]);
});

test("when an issue has become two groups, it goes on in the larger one and the other is split from it", () => {
  const { ids, splitFrom } = matchIssues(
    [
      ["A1", "A2", "x"],
      ["A3", "A4", "A5"],
    ],
    before("A1", "A2", "A3", "A4", "A5"),
  );
  expect(ids).toEqual([undefined, "A"]);
  expect([...splitFrom]).toEqual([[0, "A"]]);
});

test("an issue whose messages are in no group any more is dissolved", () => {
  expect(matchIssues([["x", "y", "z"]], before("A1", "A2")).dissolved).toEqual(["A"]);
});

test("at a tie the larger issue keeps its name, then the smaller id", () => {
  expect(matchIssues([["A1", "B1"]], before("A1", "B1", "B2")).ids).toEqual(["B"]);
  expect(matchIssues([["A1", "B1"]], before("A1", "B1")).ids).toEqual(["A"]);
});

test("an issue that goes on with few of its messages says which one has most of them now", () => {
  const groups = [
    ["A1", "A2", "A3", "B1", "B2", "B3", "B4"],
    ["A4", "A5"],
  ];
  const { ids, movedTo } = matchIssues(groups, before("A1", "A2", "A3", "A4", "A5", "B1", "B2", "B3", "B4"));
  expect(ids).toEqual(["B", "A"]);
  expect([...movedTo]).toEqual([["A", 0]]);
});
