import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Clock, FixedClock, systemClock } from "../../core/clock.js";
import { openState, type State } from "../../state/state.js";
import { cleanEnvironment, MAIN, minyi } from "./run.js";

let folder: string;
const running: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "minyi-schedule-"));
  writeFileSync(join(folder, "minyi.yaml"), "sources:\n  - { name: hotline, type: csv, path: a.csv }\n");
  writeFileSync(
    join(folder, "a.csv"),
    "工单编号,标题,诉求内容,受理时间\n1,路灯,城北大道的路灯坏了三天,2026-11-01 08:00\n",
  );
});
afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill("SIGKILL");
    await once(child, "exit");
  }
  rmSync(folder, { recursive: true });
});

const schedule = (...args: string[]) => minyi(["schedule", ...args], { cwd: folder });

function withState<T>(work: (state: State) => T, clock: Clock = systemClock): T {
  const data = join(folder, "data");
  const state = openState(join(data, "state.db"), { clock, keyPath: join(data, "minyi.key") });
  try {
    return work(state);
  } finally {
    state.close();
  }
}

/** `minyi schedule run`, with what it says; `said` resolves with the words once they are there. */
function coordinator(env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [MAIN, "schedule", "run"], {
    cwd: folder,
    env: cleanEnvironment(env),
    stdio: ["ignore", "ignore", "pipe"],
  });
  running.push(child);
  let text = "";
  child.stderr.setEncoding("utf8").on("data", (part: string) => {
    text += part;
  });
  const ended = once(child, "exit") as Promise<[number | null, string | null]>;
  const said = async (words: string | RegExp) => {
    while (!(typeof words === "string" ? text.includes(words) : words.test(text))) {
      if (child.stderr.readableEnded) throw new Error(`it ended before: ${text}`);
      await Promise.race([once(child.stderr, "data"), once(child.stderr, "end")]);
    }
  };
  return { child, ended, said, text: () => text };
}

describe("minyi schedule", () => {
  test("lists the defaults in the configured zone; what is removed stays removed", () => {
    const { code, out } = schedule("list", "--json");
    expect(code).toBe(0);
    const { schedules } = JSON.parse(out) as { schedules: { name: string; next: string; last: unknown }[] };
    expect(schedules.map((entry) => ({ ...entry, next: "" }))).toEqual(
      [
        ["hourly", "collect", "7 * * * *"],
        ["nightly", "nightly", "0 2 * * *"],
        ["retention", "retention", "0 4 * * *"],
        ["weekly", "weekly", "30 3 * * 1"],
      ].map(([name, job, cron]) => ({ name, job, cron, timezone: "Asia/Shanghai", next: "", last: null })),
    );
    expect(schedules[1]?.next).toMatch(/T18:00:00\.000Z$/);
    expect(schedule("remove", "hourly").code).toBe(0);
    const table = schedule("list").out.split("\n");
    expect(table[0]).toMatch(/^名称 +任务 +定时 +时区 +下次运行 +上次运行 +触发 +结果$/);
    expect(table[1]).toMatch(/^nightly +夜间 +0 2 \* \* \* +Asia\/Shanghai +\d{4}-\d\d-\d\d 02:00 +- +- +-$/);
    expect(schedule("list").out).not.toContain("hourly");
  });

  test("adds and changes; says when it is due next", () => {
    const added = schedule("add", "午间", "--job", "collect", "--cron", "30 12 * * 1-5", "--timezone", "UTC");
    expect([added.code, added.out]).toEqual([0, ""]);
    expect(added.err).toMatch(/已添加 午间，下次运行 \d{4}-\d\d-\d\d 20:30/); // on the office's clock
    expect(schedule("add", "午间", "--job", "collect", "--cron", "0 13 * * *").err).toContain("已修改 午间");
  });

  test.each([
    [
      ["add", "x", "--job", "collect", "--cron", "61 * * * *"],
      ["看不懂的定时表达式“61 * * * *”", '"0 2 * * *" 每天 02:00'],
    ],
    [["add", "x", "--job", "collect", "--cron", "0 0 30 2 *"], ["永远不会到点"]],
    [["add", "x", "--job", "nigthly", "--cron", "0 2 * * *"], ["是不是 nightly"]],
    [
      ["add", "x", "--job", "nightly"],
      ["需要 --job 和 --cron", "例如"],
    ],
    [["add", "a:b", "--job", "nightly", "--cron", "0 2 * * *"], ["名称应为"]],
    [["add", "x", "--job", "nightly", "--cron", "0 2 * * *", "--timezone", "Asia/Peking"], ["没有时区 Asia/Peking"]],
    [["remove", "noon"], ["没有名为 noon 的定时任务，已有：hourly、nightly、retention、weekly"]],
  ])("%j is refused with what to do", (args, words) => {
    const { code, err } = schedule(...args);
    expect(code).toBe(2);
    for (const word of words) expect(err).toContain(word);
  });
});

/** The only schedule: a night that has been due for an hour or two, made two days ago. */
function missANight(): void {
  const hour = new Date(Date.now() - 3_600_000).getUTCHours();
  const clock = new FixedClock(Date.now() - 2 * 86_400_000);
  withState(({ schedules }) => {
    schedules.addDefaults([{ name: "nightly", job: "nightly", cron: `0 ${hour} * * *`, timezone: "UTC" }]);
  }, clock);
}

const runs = () => withState((state) => state.runs.list().map(({ trigger, status }) => [trigger, status]));

describe("minyi schedule run", () => {
  test("R12: five at once on one state: one does the missed night, 补跑, once; the others say so and end with 0", async () => {
    missANight();
    const five = Array.from({ length: 5 }, () => coordinator());
    const others: ReturnType<typeof coordinator>[] = [];
    const all = five.map((one) => one.ended.then(() => others.push(one)));
    const done = five.map((one) => one.said("夜间 · 补跑：完成，读入 1，新增 1").then(() => one));
    const one = await Promise.any(done);
    while (others.length < 4) await Promise.race(all.filter((_, i) => !others.includes(five[i] as typeof one)));
    for (const other of others) {
      expect((await other.ended)[0]).toBe(0);
      expect(other.text()).toContain("另一个 minyi 正在使用");
    }
    expect(runs()).toEqual([["catch-up:nightly", "done"]]);
    expect(schedule("list").out).toMatch(/nightly .* 补跑 +完成/);

    const stopped = performance.now();
    one.child.kill("SIGTERM");
    expect((await one.ended)[0]).toBe(0);
    expect(performance.now() - stopped).toBeLessThan(10_000);

    const again = coordinator();
    await again.said("正在按时执行");
    again.child.kill("SIGTERM");
    expect((await again.ended)[0]).toBe(0);
    expect(runs()).toHaveLength(1);
  });

  test("R1: a night whose process was killed is marked as interrupted and made up for by the next", async () => {
    missANight();
    const killed = coordinator({ MINYI_CRASH_POINT: "after-put" });
    expect(await killed.ended).toEqual([null, "SIGKILL"]);
    const next = coordinator();
    await next.said("补跑：完成，读入 1，新增 1");
    next.child.kill("SIGTERM");
    await next.ended;
    expect(runs()).toEqual([
      ["catch-up:nightly", "done"],
      ["catch-up:nightly", "interrupted"],
    ]);
  });

  test("a source that cannot be read is told of, and the scheduler goes on", async () => {
    missANight();
    rmSync(join(folder, "a.csv"));
    const one = coordinator();
    await one.said("夜间 · 补跑：完成，读入 0");
    await one.said("a.csv");
    one.child.kill("SIGTERM");
    expect((await one.ended)[0]).toBe(0);
  });
});
