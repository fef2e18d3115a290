import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { configSchema } from "../../../config/schema.js";
import { DependencyError } from "../../../core/errors.js";
import type { Runner, Task } from "../../../core/runner.js";
import type { PipelineContext } from "../../../pipelines/context.js";
import { InlineRunner } from "../../../pipelines/runners/inline.js";
import type { Due } from "../../../pipelines/schedule/due.js";
import { Exclusive } from "../../../pipelines/schedule/exclusive.js";
import { type Outcome, Scheduler, type SchedulerOptions } from "../../../pipelines/schedule/scheduler.js";
import { LEXICAL } from "../../helpers/lexical.js";
import { Office } from "../../helpers/office.js";

let inline: InlineRunner;
beforeAll(() => {
  inline = new InlineRunner(configSchema.parse(LEXICAL));
});
afterAll(() => inline.close());

let office: Office;
beforeEach(() => {
  office = new Office([{ name: "board", type: "folder", path: "inbox", channel: "board" }]);
  office.file("inbox/a.csv", [
    "留言编号,留言主题,留言时间,留言详情",
    "1,路灯不亮,2026-11-02 08:00:00,城北大道的路灯坏了三天",
  ]);
});
afterEach(() => office.close());

const at = (text: string) => Date.parse(`${text}+08:00`);
const NIGHTLY = { name: "nightly", job: "nightly", cron: "0 2 * * *", timezone: "Asia/Shanghai" };
const HOURLY = { name: "hourly", job: "collect", cron: "7 * * * *", timezone: "Asia/Shanghai" };

/** An office whose clock says so, with these schedules, and a scheduler over it; `log` fills with what ends. */
async function scheduling(
  options: { at: string; schedules: (typeof NIGHTLY)[]; runner?: Runner } & Partial<SchedulerOptions>,
  work: (scheduler: Scheduler, log: string[], context: PipelineContext) => Promise<void>,
): Promise<void> {
  office.clock.moveTo(at(options.at));
  const log: string[] = [];
  await office.with(options.runner ?? inline, async (context) => {
    for (const schedule of options.schedules) context.state.schedules.add(schedule);
    const scheduler = new Scheduler(context, {
      exclusive: new Exclusive(),
      onEnd: (due, outcome) => void log.push(words(due, outcome)),
      ...options,
    });
    await work(scheduler, log, context);
  });
}

function words({ schedule }: Due, outcome: Outcome): string {
  if ("manifest" in outcome) return `${schedule.name} ${outcome.manifest.status}`;
  return `${schedule.name} failed${outcome.retryAt === undefined ? "" : ", again"}`;
}

describe("the scheduler", () => {
  test("does what is due once, and says so in the record of the run", async () => {
    await scheduling({ at: "2026-11-09T01:30:00", schedules: [NIGHTLY, HOURLY] }, async (scheduler, log, { state }) => {
      await scheduler.tick();
      expect(log).toEqual([]);
      office.clock.moveTo(at("2026-11-09T02:00:00"));
      await Promise.all([scheduler.tick(), scheduler.tick()]);
      await scheduler.tick();
      expect(log).toEqual(["nightly done"]);
      const run = state.runs.last();
      expect(run).toMatchObject({ kind: "nightly", trigger: "schedule:nightly", counts: { in: 1, new: 1 } });
      expect(run?.steps.map(({ name, status }) => [name, status])).toEqual([
        ["collect board", "done"],
        ["retention", "done"],
        ["verify", "done"],
      ]);
      expect(state.schedules.get("nightly")).toMatchObject({
        lastRun: run?.runId,
        lastDue: at("2026-11-09T02:00:00"),
      });
    });
  });

  test("R12: a night that was missed is made up for once, marked 补跑", async () => {
    await scheduling({ at: "2026-11-08T23:00:00", schedules: [NIGHTLY] }, async () => undefined);
    await scheduling({ at: "2026-11-09T08:30:00", schedules: [] }, async (scheduler, log, { state }) => {
      await scheduler.tick();
      expect(state.runs.list().map(({ trigger }) => trigger)).toEqual(["catch-up:nightly"]);
      office.clock.moveTo(at("2026-11-10T01:59:00"));
      await scheduler.tick();
      office.clock.moveTo(at("2026-11-10T02:00:01"));
      await scheduler.tick();
      expect(log).toEqual(["nightly done", "nightly done"]);
      expect(state.runs.last()?.trigger).toBe("schedule:nightly");
    });
  });

  test("R13: the clock set back an hour after the night's run: no second one", async () => {
    await scheduling({ at: "2026-11-09T01:00:00", schedules: [NIGHTLY] }, async (scheduler, log) => {
      for (const time of ["02:00:30", "01:00:31", "01:59:59", "02:00:00", "02:05:00"]) {
        office.clock.moveTo(at(`2026-11-09T${time}`));
        await scheduler.tick();
      }
      expect(log).toEqual(["nightly done"]);
    });
  });

  test("a run that was interrupted is made up for at the next start", async () => {
    await scheduling({ at: "2026-11-09T01:30:00", schedules: [NIGHTLY] }, async (scheduler, log, context) => {
      office.clock.moveTo(at("2026-11-09T02:00:00"));
      const stopped = new Scheduler(context, {
        exclusive: new Exclusive(),
        onJob: () => ({ onStart: () => void stopped.stop() }),
        onEnd: (due, outcome) => void log.push(words(due, outcome)),
      });
      await stopped.tick();
      expect(log).toEqual(["nightly interrupted"]);
      expect(context.state.runs.last()?.status).toBe("interrupted");
      await scheduler.tick();
      expect(log).toEqual(["nightly interrupted", "nightly done"]);
    });
  });

  test("a job that fails does not stop the others, and is due again at its next time", async () => {
    const broken: Runner = {
      capacity: 1,
      run: () => Promise.reject(new Error("defect")),
      close: async () => undefined,
    };
    await scheduling(
      { at: "2026-11-09T01:30:00", schedules: [NIGHTLY, HOURLY], runner: broken },
      async (scheduler, log, { state }) => {
        office.clock.moveTo(at("2026-11-09T02:07:30"));
        await scheduler.tick();
        await scheduler.tick();
        expect(log).toEqual(["nightly failed", "hourly failed"]);
        expect(state.schedules.list().map(({ lastDue }) => lastDue)).toEqual([
          at("2026-11-09T02:07:00"),
          at("2026-11-09T02:00:00"),
        ]);
        office.clock.moveTo(at("2026-11-09T03:07:00"));
        await scheduler.tick();
        expect(log).toEqual(["nightly failed", "hourly failed", "hourly failed"]);
      },
    );
  });

  test("R3: while what it stands on is down it is tried again every five minutes, three times, then at its next time", async () => {
    let down = true;
    const away: Runner = {
      capacity: 1,
      run: <In, Out>(task: Task<In, Out>) =>
        down ? Promise.reject(new DependencyError({ zh: "连不上 Redis", en: "no Redis" })) : inline.run<In, Out>(task),
      close: async () => undefined,
    };
    const setup = { at: "2026-11-09T01:30:00", schedules: [NIGHTLY], runner: away };
    await scheduling(setup, async (scheduler, log, { state }) => {
      const tickAt = async (time: string) => {
        office.clock.moveTo(at(time));
        await scheduler.tick();
      };
      for (let minute = 0; minute < 60; minute++) {
        await tickAt(`2026-11-09T02:${String(minute).padStart(2, "0")}:00`);
      }
      const again = "nightly failed, again";
      expect(log.splice(0)).toEqual([again, again, again, "nightly failed"]);
      await tickAt("2026-11-10T02:00:00");
      down = false;
      await tickAt("2026-11-10T02:04:59");
      expect(log).toEqual([again]);
      await tickAt("2026-11-10T02:05:00");
      expect(log).toEqual([again, "nightly done"]);
      expect(state.schedules.get("nightly")?.lastDue).toBe(at("2026-11-10T02:00:00"));
    });
  });

  test("waits for its turn where something else has the floor, and looks again whether it is still wanted", async () => {
    const exclusive = new Exclusive();
    const setup = { at: "2026-11-09T01:30:00", schedules: [NIGHTLY], exclusive };
    await scheduling(setup, async (scheduler, log, { state }) => {
      office.clock.moveTo(at("2026-11-09T02:00:00"));
      let end = () => {};
      const other = exclusive.run(() => new Promise<void>((resolve) => (end = resolve)));
      const ticked = scheduler.tick();
      await Promise.resolve();
      state.schedules.remove("nightly");
      end();
      await Promise.all([other, ticked]);
      expect(log).toEqual([]);
    });
  });

  test("started, it adds the default schedules in the office's zone and goes by itself until stopped", async () => {
    await scheduling({ at: "2026-11-09T01:30:00", schedules: [] }, async (_, __, context) => {
      let ended = () => {};
      const done = new Promise<void>((resolve) => (ended = resolve));
      const scheduler = new Scheduler(context, { exclusive: new Exclusive(), onEnd: () => ended() });
      scheduler.start();
      expect(context.state.schedules.list().map(({ name, timezone }) => `${name} ${timezone}`)).toEqual(
        ["hourly", "nightly", "retention", "weekly"].map((name) => `${name} Asia/Shanghai`),
      );
      office.clock.moveTo(at("2026-11-09T02:00:00"));
      await scheduler.tick();
      await done;
      await scheduler.stop();
      expect(context.state.runs.list().map(({ kind }) => kind)).toContain("nightly");
    });
  });
});
