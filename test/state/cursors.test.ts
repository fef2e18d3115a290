import { expect, test } from "vitest";
import { temporaryState } from "./fixture.js";

const open = temporaryState();

test("a source that was never read has no positions", () => {
  expect(open().state.cursors.get("board")).toEqual(new Map());
});

test("positions are kept per source and input, and survive a restart", () => {
  const { state, reopen } = open();
  state.cursors.set("board", "2019.csv", { row: 3, offset: 120 });
  state.cursors.set("board", "2019.csv", { row: 500, offset: 20_000 });
  state.cursors.set("board", "2020.csv", { done: true });
  state.cursors.set("hotline", "2019.csv", { row: 1 });
  expect(reopen().cursors.get("board")).toEqual(
    new Map([
      ["2019.csv", { row: 500, offset: 20_000 }],
      ["2020.csv", { done: true }],
    ]),
  );
});

test("clear forgets one source only", () => {
  const { state } = open();
  state.cursors.set("board", "a", { row: 1 });
  state.cursors.set("hotline", "a", { row: 1 });
  state.cursors.clear("board");
  expect(state.cursors.get("board").size).toBe(0);
  expect(state.cursors.get("hotline").size).toBe(1);
});
