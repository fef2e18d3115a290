import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeAll, expect, test } from "vitest";
import { openDatabase } from "../../core/sqlite.js";
import type { Child } from "./child.js";
import { FaultOffice } from "./fault-office.js";
import { invent } from "./messages.js";

/** Two portions of the step `issues`. */
const tickets = invent(2600, 21);

/** Each issue with how many messages it has, and how many events are on record. */
type Issues = [id: string, messages: number, events: number][];
let expected: Issues;
let office: FaultOffice;

beforeAll(async () => {
  office = new FaultOffice({ tickets, issues: true });
  const { code, err } = await office.run(["run", "--quiet"]);
  expect([code, err]).toEqual([0, ""]);
  expected = issues();
  expect(expected.length).toBeGreaterThan(3);
  await office.close();
}, 120_000);
afterEach(() => office.close());

function issues(): Issues {
  return office.withState(({ issues: known }) =>
    known.list().map(({ id }) => [id, known.members(id).length, known.history(id).length]),
  );
}

/** Resolves when the step has committed its first portion. */
async function firstPortion(run: Child): Promise<void> {
  await office.reaches(1, run);
  for (; ; await wait(20)) {
    if (!run.running) throw new Error(`the run ended: ${run.out}\n${run.err}`);
    const database = openDatabase(office.config.state.path, { durable: false, readOnly: true });
    const { known, left } = database
      .prepare("SELECT count(*) AS known, coalesce(sum(pending), 0) AS left FROM matters")
      .get() as { known: number; left: number };
    database.close();
    if (known > left) return;
  }
}

test.each([
  ["before a portion is committed", "before-issues:1"],
  ["before the second portion is committed", "before-issues:2"],
  ["after a portion was committed", "after-issues:1"],
])("R1: killed with -9 %s: the next run comes to the same issues, each with the same history", async (_, point) => {
  office = new FaultOffice({ tickets, issues: true });
  const { signal } = await office.run(["run"], { MINYI_CRASH_POINT: point });
  expect(signal).toBe("SIGKILL");
  const { code } = await office.run();
  expect(code).toBe(0);
  expect(issues()).toEqual(expected);
});

test("R2: told to stop while it looks for issues, a run ends within 10 s with 130; the next comes to the same issues", async () => {
  office = new FaultOffice({ tickets, issues: true });
  const run = office.start(["run"]);
  await firstPortion(run);
  const told = performance.now();
  const { code, signal } = await run.kill("SIGTERM");
  expect([code, signal]).toEqual([130, null]);
  expect(performance.now() - told).toBeLessThan(10_000);
  expect(office.runs().map(({ status }) => status)).toEqual(["interrupted"]);
  expect((await office.run()).code).toBe(0);
  expect(issues()).toEqual(expected);
});
