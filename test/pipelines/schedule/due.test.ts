import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { UsageError } from "../../../core/errors.js";
import { CronPattern } from "../../../pipelines/schedule/cron.js";
import { dueNow, nextDue } from "../../../pipelines/schedule/due.js";
import type { Schedule } from "../../../state/schedules.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const at = (text: string) => Date.parse(text);

function nightly(more: Partial<Schedule> = {}): Schedule {
  return {
    name: "nightly",
    job: "nightly",
    cron: "0 2 * * *",
    timezone: "Asia/Shanghai",
    createdAt: at("2026-11-01T00:00:00+08:00"),
    ...more,
  };
}
const dealtWith = (text: string) => nightly({ lastDue: at(text) });

describe("what is due", () => {
  test("nothing before its time, then once", () => {
    const schedule = dealtWith("2026-11-08T02:00:00+08:00");
    expect(dueNow([schedule], at("2026-11-09T01:59:59.999+08:00"))).toEqual([]);
    const due = { schedule, dueAt: at("2026-11-09T02:00:00+08:00"), catchUp: false };
    expect(dueNow([schedule], at("2026-11-09T02:00:00+08:00"))).toEqual([due]);
    expect(dueNow([schedule], at("2026-11-09T02:10:00+08:00"))).toEqual([due]);
    expect(dueNow([dealtWith("2026-11-09T02:00:00+08:00")], at("2026-11-09T02:00:01+08:00"))).toEqual([]);
  });

  test("more than ten minutes late is made up for", () => {
    const [due] = dueNow([dealtWith("2026-11-08T02:00:00+08:00")], at("2026-11-09T08:30:00+08:00"));
    expect(due).toMatchObject({ dueAt: at("2026-11-09T02:00:00+08:00"), catchUp: true });
  });

  test("three missed nights are made up for once", () => {
    const [due, ...others] = dueNow([dealtWith("2026-11-05T02:00:00+08:00")], at("2026-11-08T02:00:00+08:00"));
    expect(others).toEqual([]);
    expect(due).toMatchObject({ dueAt: at("2026-11-08T02:00:00+08:00"), catchUp: true });
  });

  test("what was due before the schedule was made is no concern of it", () => {
    const schedule = nightly({ createdAt: at("2026-11-09T02:00:00+08:00") });
    expect(dueNow([schedule], at("2026-11-09T23:00:00+08:00"))).toEqual([]);
    expect(nextDue(schedule, at("2026-11-09T23:00:00+08:00"))).toBe(at("2026-11-10T02:00:00+08:00"));
  });

  test("several come in the order of their times, then by name", () => {
    const since = at("2026-11-08T23:00:00+08:00");
    const list = [
      nightly({ name: "b", createdAt: since }),
      nightly({ name: "hourly", cron: "7 * * * *", createdAt: since }),
      nightly({ name: "a", createdAt: since }),
    ];
    const due = dueNow(list, at("2026-11-09T02:30:00+08:00"));
    expect(due.map(({ schedule }) => schedule.name)).toEqual(["a", "b", "hourly"]);
  });

  test("R13: a clock set back an hour makes nothing due twice", () => {
    const schedule = dealtWith("2026-11-09T02:00:00+08:00");
    for (let now = at("2026-11-09T01:05:00+08:00"); now < at("2026-11-09T02:30:00+08:00"); now += MINUTE) {
      expect(dueNow([schedule], now)).toEqual([]);
    }
    expect(nextDue(schedule, at("2026-11-09T01:05:00+08:00"))).toBe(at("2026-11-10T02:00:00+08:00"));
  });

  test("R13: after a clock that was a year ahead was put right, the night is not waited for a year", () => {
    const schedule = dealtWith("2027-11-09T02:00:00+08:00");
    expect(dueNow([schedule], at("2026-11-09T08:00:00+08:00"))).toHaveLength(1);
    const made = nightly({ createdAt: at("2027-11-09T00:00:00+08:00") });
    expect(nextDue(made, at("2026-11-09T08:00:00+08:00"))).toBe(at("2026-11-10T02:00:00+08:00"));
  });
});

describe("zones with summer time", () => {
  const times = (cron: string, timezone: string, from: string, to: string) => {
    const pattern = new CronPattern(cron, timezone);
    const found: string[] = [];
    for (let time = pattern.next(at(from)); time !== undefined && time <= at(to); time = pattern.next(time)) {
      found.push(new Date(time).toISOString());
    }
    return found;
  };

  test("the night whose 02:30 does not exist has its run all the same", () => {
    expect(times("30 2 * * *", "Europe/Berlin", "2026-03-28T00:00Z", "2026-03-30T12:00Z")).toEqual([
      "2026-03-28T01:30:00.000Z",
      "2026-03-29T01:00:00.000Z",
      "2026-03-30T00:30:00.000Z",
    ]);
  });

  test("the night whose 02:30 comes twice has one", () => {
    expect(times("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00Z", "2026-10-26T12:00Z")).toEqual([
      "2026-10-25T00:30:00.000Z",
      "2026-10-26T01:30:00.000Z",
    ]);
  });

  test("hourly is every hour that passes, also in the night of 25 hours", () => {
    expect(times("7 * * * *", "Europe/Berlin", "2026-10-24T22:00Z", "2026-10-25T23:00Z")).toHaveLength(25);
    expect(times("7 * * * *", "Europe/Berlin", "2026-03-28T23:00Z", "2026-03-29T22:00Z")).toHaveLength(23);
  });

  test("summer time that China had in 1988", () => {
    expect(times("0 2 * * *", "Asia/Shanghai", "1988-07-01T00:00Z", "1988-07-02T00:00Z")).toEqual([
      "1988-07-01T17:00:00.000Z",
    ]);
  });
});

describe("patterns", () => {
  test.each(["61 * * * *", "0 24 * * *", "abc", "", "0 2 * *", "* * * * * *", "@daily", "0 2 * * 8 x"])(
    "%j is refused with an example",
    (pattern) => {
      expect(() => new CronPattern(pattern, "Asia/Shanghai")).toThrow(UsageError);
      try {
        new CronPattern(pattern, "Asia/Shanghai");
      } catch (error) {
        expect((error as UsageError).what.zh).toContain(`看不懂的定时表达式“${pattern}”`);
        expect((error as UsageError).fix?.zh).toContain('"0 2 * * *" 每天 02:00');
      }
    },
  );

  test("30 February is refused", () => {
    expect(() => new CronPattern("0 0 30 2 *", "Asia/Shanghai")).toThrow("永远不会到点");
  });

  test("a rare one is found over the years: 29 February", () => {
    const pattern = new CronPattern("0 0 29 2 *", "Asia/Shanghai");
    expect(pattern.latest(0, at("2026-06-01T00:00+08:00"))).toBe(at("2024-02-29T00:00+08:00"));
  });
});

const CRONS = ["7 * * * *", "0 2 * * *", "30 3 * * 1", "*/15 8-18 * * 1-5", "0 4 1 * *", "* * * * *", "30 2 * * *"];
const schedule = fc.record({
  name: fc.constant("s"),
  job: fc.constant("nightly"),
  cron: fc.constantFrom(...CRONS),
  timezone: fc.constantFrom("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"),
  createdAt: fc.integer({ min: at("2026-01-01T00:00Z"), max: at("2027-01-01T00:00Z") }),
});

test("the latest match is the last of all matches, taken one by one", () => {
  fc.assert(
    fc.property(schedule, fc.integer({ min: 0, max: 3 * DAY }), ({ cron, timezone, createdAt }, span) => {
      const pattern = new CronPattern(cron, timezone);
      let last: number | undefined;
      for (let time = pattern.next(createdAt); time !== undefined && time <= createdAt + span; ) {
        last = time;
        time = pattern.next(time);
      }
      expect(pattern.latest(createdAt, createdAt + span)).toBe(last);
    }),
    { numRuns: 100 },
  );
});

test("however a clock goes on, stops and is set back an hour: no time is dealt with twice, and none of the latest is left out", () => {
  const steps = fc.array(fc.oneof(fc.integer({ min: 0, max: 5 * HOUR }), fc.constantFrom(3 * DAY, -HOUR)), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(schedule, steps, (made, moves) => {
      let now = made.createdAt;
      let current: Schedule = made;
      const done: number[] = [];
      for (const move of moves) {
        now += move;
        for (const { dueAt } of dueNow([current], now)) {
          done.push(dueAt);
          current = { ...current, lastDue: dueAt };
        }
        expect(dueNow([current], now)).toEqual([]);
        const latest = new CronPattern(made.cron, made.timezone).latest(made.createdAt, now);
        if (latest !== undefined) expect(current.lastDue).toBeGreaterThanOrEqual(latest);
      }
      expect(done).toEqual([...new Set(done)].sort((a, b) => a - b));
    }),
    { numRuns: 100 },
  );
});
