import { expect, test } from "vitest";
import { temporaryState } from "./fixture.js";

const open = temporaryState();

test("a transaction commits what several concerns write", () => {
  const { state, reopen } = open();
  state.transaction(() => {
    state.cursors.set("board", "a", { row: 1 });
    state.restatements.add({ runId: 1, id: "d", reason: "late", at: "2019-08-14", after: {} as never });
  });
  const again = reopen();
  expect(again.cursors.get("board").size).toBe(1);
  expect(again.restatements.list()).toHaveLength(1);
});

test("an error inside leaves nothing of it behind", () => {
  const { state } = open();
  state.cursors.set("board", "a", { row: 1 });
  expect(() =>
    state.transaction(() => {
      state.cursors.set("board", "a", { row: 2 });
      state.transaction(() => state.cursors.set("board", "b", { row: 1 }));
      throw new Error("stop");
    }),
  ).toThrow("stop");
  expect(state.cursors.get("board")).toEqual(new Map([["a", { row: 1 }]]));
});

test("after a failed transaction the next one works", () => {
  const { state } = open();
  expect(() =>
    state.transaction(() => {
      throw new Error("stop");
    }),
  ).toThrow();
  state.transaction(() => state.cursors.set("board", "a", { row: 2 }));
  expect(state.cursors.get("board").size).toBe(1);
});
