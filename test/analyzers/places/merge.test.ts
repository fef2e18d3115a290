import { expect, test } from "vitest";
import { canonical } from "../../../analyzers/places/canonical.js";
import type { FoundPlace } from "../../../analyzers/places/extract.js";
import { mergePlaces } from "../../../analyzers/places/merge.js";
import { resolve, type Span } from "../../../analyzers/places/spans.js";

test.each([
  ["锦澜花园小区", "estate", "锦澜花园"],
  ["裕民小区", "estate", "裕民小区"],
  ["伊景园·滨河苑", "estate", "伊景园滨河苑"],
  ["“碧水 龙庭”", "estate", "碧水龙庭"],
  ["幸福小区", "road", "幸福小区"],
] as const)("%s as a %s is called %s", (name, kind, expected) => {
  expect(canonical(name, kind)).toBe(expected);
});

const mention = (name: string, firm = true): FoundPlace => ({ start: 0, end: name.length, kind: "estate", name, firm });
const names = (mentions: FoundPlace[], known: string[] = []) =>
  mergePlaces(mentions, (text) => known.includes(text)).map(({ name }) => name);

test("a name that is the tail of another is the same place", () => {
  expect(names([mention("诉丽发新城"), mention("丽发新城")])).toEqual(["丽发新城"]);
});
test("the longer one is kept where it stands twice", () => {
  expect(names([mention("万科金域蓝湾"), mention("金域蓝湾"), mention("万科金域蓝湾")])).toEqual(["万科金域蓝湾"]);
});
test("the longer one is kept where its front is a known name", () => {
  expect(names([mention("滨河苑"), mention("伊景园滨河苑")], ["伊景园"])).toEqual(["伊景园滨河苑"]);
});
test("the longer one is kept where only its start is sure", () => {
  expect(names([mention("江山花苑", false), mention("御江山花苑", true)])).toEqual(["御江山花苑"]);
});

const span = (start: number, end: number, kind: Span["kind"] = "estate", known = false): Span => ({
  start,
  end,
  kind,
  known,
  firm: true,
});

test.each([
  [
    "apart, both are kept",
    [span(0, 3), span(4, 8)],
    [
      [0, 3],
      [4, 8],
    ],
  ],
  ["what contains another is kept", [span(0, 4), span(0, 6)], [[0, 6]]],
  ["what reaches into another becomes one with it", [span(0, 4), span(2, 6)], [[0, 6]]],
  [
    "a road before a building is a place of its own",
    [span(0, 4, "road"), span(0, 9, "building")],
    [
      [0, 4],
      [4, 9],
    ],
  ],
  ["a road is part of a school that is called after it", [span(0, 3, "road"), span(0, 5, "school")], [[0, 5]]],
  ["of two starts the known one counts", [span(0, 6), span(2, 6, "estate", true)], [[2, 6]]],
] as const)("overlaps: %s", (_rule, spans, expected) => {
  expect(resolve(spans).map(({ start, end }) => [start, end])).toEqual(expected);
});
