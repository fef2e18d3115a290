import { expect, test } from "vitest";
import { NOW, temporaryState } from "./fixture.js";

const open = temporaryState();
const NIGHTLY = { name: "nightly", job: "nightly", cron: "0 2 * * *", timezone: "Asia/Shanghai" };
const HOURLY = { name: "hourly", job: "collect", cron: "7 * * * *", timezone: "Asia/Shanghai" };

test("schedules are kept with the run and the due time that they came to", () => {
  const { state, reopen } = open();
  expect(state.schedules.add(NIGHTLY)).toBe("added");
  state.schedules.markRun("nightly", 7);
  state.schedules.markDue("nightly", NOW + 1000);
  state.schedules.add(HOURLY);
  expect(reopen().schedules.list()).toEqual([
    { ...HOURLY, createdAt: NOW },
    { ...NIGHTLY, createdAt: NOW, lastDue: NOW + 1000, lastRun: 7 },
  ]);
});

test("a changed schedule begins anew, and remembers only its latest run", () => {
  const { state, clock } = open();
  state.schedules.add(NIGHTLY);
  state.schedules.markRun("nightly", 7);
  state.schedules.markDue("nightly", NOW + 1000);
  clock.advance(5000);
  expect(state.schedules.add({ ...NIGHTLY, cron: "0 3 * * *" })).toBe("changed");
  expect(state.schedules.get("nightly")).toEqual({ ...NIGHTLY, cron: "0 3 * * *", createdAt: NOW + 5000, lastRun: 7 });
});

test("defaults are added once: what was removed stays removed, what was there stays as it is", () => {
  const { state, reopen } = open();
  state.schedules.add({ ...NIGHTLY, cron: "0 5 * * *" });
  state.schedules.addDefaults([NIGHTLY, HOURLY]);
  expect(state.schedules.list().map(({ name, cron }) => [name, cron])).toEqual([
    ["hourly", "7 * * * *"],
    ["nightly", "0 5 * * *"],
  ]);
  expect([state.schedules.remove("hourly"), state.schedules.remove("hourly")]).toEqual([true, false]);
  const again = reopen();
  again.schedules.addDefaults([NIGHTLY, HOURLY]);
  expect(again.schedules.list().map(({ name }) => name)).toEqual(["nightly"]);
});
