import { expect, test } from "vitest";
import { NO_COUNTS } from "../../state/run-counts.js";
import { NOW, temporaryState } from "./fixture.js";

const open = temporaryState();
const RUN = {
  kind: "run",
  trigger: "command",
  sources: ["board", "hotline"],
  versions: { sentiment: "lexicon@1", topic: "linear@3" },
  engine: "nodejieba",
  config: "c0ffee",
};

test("a manifest tells what went in, what made it, and what came out", () => {
  const { state, clock } = open();
  const runId = state.runs.start(RUN);
  state.runs.step(runId, "collect", "running");
  clock.advance(2000);
  state.runs.addInput(runId, {
    source: "board",
    input: "2019.csv",
    hash: "ab",
    lastDay: "2019-08-14",
    counts: { in: 500, new: 480, replaced: 5, unchanged: 4, refused: 1, rejected: 10, folded: 30 },
  });
  state.runs.addInput(runId, {
    source: "board",
    input: "2019.csv",
    hash: "ab",
    lastDay: "2019-08-02",
    counts: { in: 10, new: 0, replaced: 0, unchanged: 10, refused: 0, rejected: 0, folded: 0 },
  });
  state.runs.addInput(runId, { source: "hotline", input: "a.xlsx", counts: { ...NO_COUNTS, in: 1, rejected: 1 } });
  state.runs.step(runId, "collect", "done", { inputs: 2 });
  state.runs.finish(runId, "done");
  expect(state.runs.manifest(runId)).toEqual({
    ...RUN,
    runId,
    status: "done",
    startedAt: NOW,
    finishedAt: NOW + 2000,
    steps: [{ name: "collect", status: "done", startedAt: NOW, finishedAt: NOW + 2000, details: { inputs: 2 } }],
    inputs: [
      {
        source: "board",
        input: "2019.csv",
        hash: "ab",
        lastDay: "2019-08-14",
        counts: { in: 510, new: 480, replaced: 5, unchanged: 14, refused: 1, rejected: 10, folded: 30 },
      },
      {
        source: "hotline",
        input: "a.xlsx",
        counts: { in: 1, new: 0, replaced: 0, unchanged: 0, refused: 0, rejected: 1, folded: 0 },
      },
    ],
    counts: { in: 511, new: 480, replaced: 5, unchanged: 14, refused: 1, rejected: 11, folded: 30 },
  });
});

test("counts that do not add up are refused", () => {
  const { state } = open();
  const runId = state.runs.start(RUN);
  const add = (counts: Partial<typeof NO_COUNTS>) =>
    state.runs.addInput(runId, { source: "board", input: "a", counts: { ...NO_COUNTS, ...counts } });
  expect(() => add({ in: 2, new: 1 })).toThrow("do not add up");
  expect(() => add({ in: 1, unchanged: 1, folded: 1 })).toThrow("do not add up");
  expect(state.runs.manifest(runId)?.counts).toEqual(NO_COUNTS);
});

test("runs are listed newest first; one that was killed is found", () => {
  const { state, reopen } = open();
  expect(state.runs.last()).toBeUndefined();
  const first = state.runs.start(RUN);
  state.runs.finish(first, "done");
  const killed = state.runs.start({ ...RUN, kind: "replay" });
  const again = reopen();
  expect(again.runs.list().map(({ runId }) => runId)).toEqual([killed, first]);
  expect(again.runs.list(1)).toHaveLength(1);
  expect(again.runs.unfinished()).toMatchObject([{ runId: killed, kind: "replay", status: "running" }]);
  again.runs.finish(killed, "interrupted");
  expect(again.runs.unfinished()).toEqual([]);
  expect(again.runs.last()).toMatchObject({ runId: killed, status: "interrupted" });
  expect(again.runs.manifest(99)).toBeUndefined();
});

test("R13: the days before the latest one of completed runs are closed, per source", () => {
  const { state } = open();
  const see = (status: "done" | "failed", source: string, lastDay: string) => {
    const runId = state.runs.start(RUN);
    state.runs.addInput(runId, { source, input: "a", lastDay, counts: NO_COUNTS });
    state.runs.finish(runId, status);
  };
  expect(state.runs.closedBefore("board")).toBeUndefined();
  see("failed", "board", "2019-12-31");
  expect(state.runs.closedBefore("board")).toBeUndefined();
  see("done", "board", "2019-08-14");
  see("done", "board", "2019-08-02");
  see("done", "hotline", "2020-01-01");
  expect(state.runs.closedBefore("board")).toBe("2019-08-14");
});

test("what this process has under way is not taken for killed; the next process finds it", () => {
  const { state, reopen } = open();
  const runId = state.runs.start(RUN);
  state.runs.step(runId, "collect board", "running");
  expect(state.runs.abandoned()).toEqual([]);
  const again = reopen();
  expect(again.runs.abandoned().map((run) => run.runId)).toEqual([runId]);
  again.runs.finish(runId, "interrupted");
  expect(again.runs.manifest(runId)?.steps[0]).toMatchObject({ status: "interrupted", finishedAt: NOW });
});

test("a step that failed says why, and so does the one that a run failed at", () => {
  const { state } = open();
  const runId = state.runs.start(RUN);
  const gone = { zh: "没有文件", en: "no file" };
  const down = { zh: "连不上", en: "down" };
  state.runs.step(runId, "collect a", "running");
  state.runs.step(runId, "collect a", "failed", { records: 3 }, gone);
  state.runs.step(runId, "collect b", "running");
  state.runs.finish(runId, "failed", down);
  expect(state.runs.manifest(runId)?.steps).toMatchObject([
    { name: "collect a", status: "failed", details: { records: 3 }, fault: gone },
    { name: "collect b", status: "failed", details: {}, fault: down },
  ]);
});

test("records of old runs are dropped with all that belongs to them, but never one that is under way", () => {
  const { state, clock } = open();
  const old = state.runs.start(RUN);
  state.runs.step(old, "collect", "done");
  state.runs.finish(old, "done");
  const underWay = state.runs.start(RUN);
  clock.advance(1000);
  const young = state.runs.start(RUN);
  state.runs.finish(young, "done");
  expect(state.runs.expire(NOW + 1000)).toBe(1);
  expect(state.runs.list().map(({ runId }) => runId)).toEqual([young, underWay]);
});
