import { expect, test } from "vitest";
import { Timeline } from "../../../alerts/evaluate/timeline.js";
import { completeUpTo } from "../../../alerts/evaluate/watermarks.js";
import { windowsAt } from "../../../alerts/evaluate/windows.js";
import { at, zone } from "./town.js";

// Bucket 0 is the first of November.
const timeline = new Timeline("day", zone.dayOf(at("2026-11-01 00:00")), 30, zone);
const ends = (now: string, judged?: string, complete?: string) =>
  windowsAt(timeline, 1, at(now), judged ? at(judged) : undefined, complete ? at(complete) : undefined).map(
    ({ to, ended, fresh }) => `${to}${ended ? "" : " runs"}${fresh ? "" : " known"}`,
  );

test("the first evaluation looks at the day that runs and the one before", () => {
  expect(ends("2026-11-10 02:00", undefined, "2026-11-10 02:00")).toEqual(["10 runs", "9"]);
});

test("later ones look at what has ended since, and at the last one for cases that are open", () => {
  expect(ends("2026-11-10 02:00", "2026-11-09 02:00", "2026-11-10 02:00")).toEqual(["10 runs", "9"]);
  expect(ends("2026-11-10 09:00", "2026-11-10 02:00", "2026-11-10 09:00")).toEqual(["10 runs", "9 known"]);
});

test("after an outage the day that runs and eight more are looked at, not all", () => {
  expect(ends("2026-11-20 02:00", "2026-11-02 02:00", "2026-11-20 02:00")).toHaveLength(9);
});

test("a day is looked at again until its data is in", () => {
  expect(ends("2026-11-10 09:00", "2026-11-09 02:00", "2026-11-09 02:00")).toEqual(["10 runs", "9", "8 known"]);
});

test("data is complete up to where the slowest source is", () => {
  const marks = new Map([
    ["hotline", at("2026-11-10 02:00")],
    ["board", at("2026-11-09 14:00")],
  ]);
  expect(completeUpTo(marks)).toEqual({ upTo: at("2026-11-09 14:00"), waitsFor: "board" });
  expect(completeUpTo(marks, ["hotline"])).toEqual({ upTo: at("2026-11-10 02:00"), waitsFor: "hotline" });
  expect(completeUpTo(marks, ["posts"])).toEqual({ upTo: undefined, waitsFor: "posts" });
  expect(completeUpTo(new Map())).toEqual({ upTo: undefined, waitsFor: undefined });
});

test("a source that is a week behind blinds nobody", () => {
  const marks = new Map([
    ["hotline", at("2026-11-10 02:00")],
    ["dead", at("2026-11-03 01:00")],
  ]);
  expect(completeUpTo(marks).waitsFor).toBe("hotline");
});
