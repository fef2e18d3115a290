import { expect, test } from "vitest";
import { temporaryState } from "./fixture.js";

const open = temporaryState();

test("blocks of numbers follow each other and are never given twice, across restarts too", () => {
  const { state, reopen } = open();
  expect(state.revisions.next(500)).toBe(1);
  expect(state.revisions.next(1)).toBe(501);
  // 10,000 are reserved at a time; what was not used is left out after a restart.
  expect(reopen().revisions.next(10)).toBe(10_001);
  expect(reopen().revisions.next(20_000)).toBe(20_001);
  expect(reopen().revisions.next(1)).toBe(40_001);
});

test("inside a transaction, which could be rolled back, no number is given", () => {
  const { state } = open();
  expect(() => state.transaction(() => state.revisions.next(1))).toThrow("inside a transaction");
});

test("only a positive whole number of them can be asked for", () => {
  const { state } = open();
  for (const count of [0, -1, 1.5, Number.NaN]) expect(() => state.revisions.next(count)).toThrow(RangeError);
});
