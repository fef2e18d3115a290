import { expect, test } from "vitest";
import { temporaryState } from "./fixture.js";

const open = temporaryState();
const RUN = { kind: "run", trigger: "test", sources: ["hotline"], versions: {}, engine: "none", config: "test" };
const chunk = { step: "collect hotline", input: "a.csv", items: 500 };

test("chunks are numbered within their run; a start is written with the next end", () => {
  const { state } = open();
  const runId = state.runs.start(RUN);
  expect([state.chunks.started(runId, chunk), state.chunks.started(runId, chunk)]).toEqual([1, 2]);
  expect(state.chunks.list(runId)).toEqual([]);
  state.transaction(() => state.chunks.finished(runId, 1, { status: "done", tries: 1, poisoned: 0 }));
  expect(state.chunks.list(runId).map(({ number, status }) => [number, status])).toEqual([
    [1, "done"],
    [2, "running"],
  ]);
});

test("the summary adds up; poisoned items count wherever they were", () => {
  const { state } = open();
  const runId = state.runs.start(RUN);
  for (const [items, poisoned] of [
    [500, 0],
    [300, 2],
    [200, 0],
  ] as const) {
    const number = state.chunks.started(runId, { ...chunk, items });
    if (items !== 200) state.chunks.finished(runId, number, { status: "done", tries: poisoned > 0 ? 8 : 1, poisoned });
  }
  const failed = state.chunks.started(runId, chunk);
  state.chunks.finished(runId, failed, { status: "failed", tries: 3, poisoned: 0 });
  expect(state.chunks.summary(runId)).toEqual({ running: 1, done: 2, failed: 1, items: 800, poisoned: 2 });
});

test("what a transaction takes back is not there, and numbers go on after a restart", () => {
  const opened = open();
  const runId = opened.state.runs.start(RUN);
  const number = opened.state.chunks.started(runId, chunk);
  opened.state.chunks.finished(runId, number, { status: "done", tries: 1, poisoned: 0 });
  expect(opened.reopen().chunks.started(runId, chunk)).toBe(2);
});

test("old ones are forgotten", () => {
  const { state, clock } = open();
  const runId = state.runs.start(RUN);
  state.chunks.finished(runId, state.chunks.started(runId, chunk), { status: "done", tries: 1, poisoned: 0 });
  clock.advance(1000);
  state.chunks.finished(runId, state.chunks.started(runId, chunk), { status: "done", tries: 1, poisoned: 0 });
  expect(state.chunks.expire(clock.now())).toBe(1);
  expect(state.chunks.list(runId).map(({ number }) => number)).toEqual([2]);
});
