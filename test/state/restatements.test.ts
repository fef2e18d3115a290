import { expect, test } from "vitest";
import type { Facets } from "../../core/store.js";
import { NOW, temporaryState } from "./fixture.js";

const open = temporaryState();
const facets = (topic: string) => ({ topic, area: "A3区" }) as Facets;

test("a correction tells how a document counted before and counts now", () => {
  const { state } = open();
  const corrected = {
    runId: 7,
    id: "d1",
    reason: "corrected" as const,
    at: "2019-08-15",
    beforeAt: "2019-08-14",
    before: facets("交通运输"),
    after: facets("城乡建设"),
  };
  state.restatements.add(corrected);
  expect(state.restatements.list()).toEqual([{ ...corrected, recordedAt: NOW }]);
});

test("the log is read by run, by document, and by day: the one before and the one after", () => {
  const { state } = open();
  const late = { runId: 7, id: "d1", reason: "late" as const, at: "2019-08-10", after: facets("a") };
  state.restatements.add(
    late,
    { ...late, runId: 8, id: "d2", at: "2019-09-01", beforeAt: "2019-08-11" },
    { ...late, runId: 8, id: "d3", at: "2019-09-02" },
  );
  const ids = (filter: Parameters<typeof state.restatements.list>[0]) =>
    state.restatements.list(filter).map(({ id }) => id);
  expect(ids({ runId: 8 })).toEqual(["d2", "d3"]);
  expect(ids({ id: "d1" })).toEqual(["d1"]);
  expect(ids({ from: "2019-08-10", to: "2019-08-12" })).toEqual(["d1", "d2"]);
  expect(ids({ from: "2019-09-02" })).toEqual(["d3"]);
  expect(ids({ limit: 1 })).toEqual(["d1"]);
});

test("R25: the entries of a forgotten document go", () => {
  const { state } = open();
  state.restatements.add({ runId: 7, id: "d1", reason: "late", at: "2019-08-10", after: facets("a") });
  state.restatements.remove(["d1"]);
  expect(state.restatements.list()).toEqual([]);
});
