import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { lookAtJobs } from "../../cli/jobs/look.js";
import { jobOf, type Snapshot } from "../../cli/jobs/snapshot.js";
import { changeLines } from "../../cli/present/jobs-changes.js";
import { jobsText } from "../../cli/present/jobs-table.js";
import { spanText, triggerWord } from "../../cli/present/jobs-words.js";
import { PLAIN } from "../../cli/present/style.js";
import { width } from "../../cli/present/width.js";
import { loadConfig } from "../../config/load.js";
import { FixedClock } from "../../core/clock.js";
import { Zone } from "../../core/zone.js";
import { takeLock } from "../../state/lock.js";
import type { Manifest } from "../../state/manifest.js";
import { openState, type State } from "../../state/state.js";
import { removeKeys, uniquePrefix } from "../services/prefix.js";
import { cleanEnvironment, MAIN, minyi } from "./run.js";

const START = Date.parse("2026-11-24T18:00:00Z");
const zone = new Zone("Asia/Shanghai");

let cwd: string;
let clock: FixedClock;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "minyi-jobs-"));
  writeFileSync(join(cwd, "minyi.yaml"), "sources: [{name: board, type: push}]\n");
  clock = new FixedClock(START);
});
afterEach(() => {
  rmSync(cwd, { recursive: true });
});

function config(env: Record<string, string> = {}) {
  return loadConfig({ env, cwd }).config;
}

function withState(work: (state: State) => void): void {
  const { path, key } = config().state;
  const state = openState(path, { clock, keyPath: key });
  try {
    work(state);
  } finally {
    state.close();
  }
}

function start(state: State, kind = "nightly", trigger = "schedule:nightly"): number {
  return state.runs.start({ kind, trigger, sources: ["board"], versions: {}, engine: "e", config: "c" });
}

function counts(n: number) {
  return { in: n, new: n, replaced: 0, unchanged: 0, refused: 0, rejected: 0, folded: 0 };
}

describe("a run as it is shown", () => {
  const manifest: Manifest = {
    runId: 7,
    kind: "nightly",
    trigger: "schedule:nightly",
    sources: ["board"],
    versions: {},
    engine: "e",
    config: "c",
    status: "running",
    startedAt: START,
    steps: [
      { name: "collect board", status: "running", startedAt: START + 1000, details: { records: 3000, share: 0.25 } },
    ],
    inputs: [{ source: "board", input: "a.csv", counts: counts(3000) }],
    counts: counts(3000),
  };

  test("rate and time left: 3,000 records and a quarter of the file in 10 s leave 30 s", () => {
    expect(jobOf(manifest, START + 11_000, true).steps).toEqual([
      {
        name: "collect board",
        status: "running",
        startedAt: START + 1000,
        seconds: 10,
        records: 3000,
        perSecond: 300,
        share: 0.25,
        secondsLeft: 30,
      },
    ]);
  });

  test("of the second file nobody knows when it began: no time left", () => {
    const inputs = [...manifest.inputs, { source: "board", input: "b.csv", counts: counts(0) }];
    expect(jobOf({ ...manifest, inputs }, START + 11_000, true).steps[0]).not.toHaveProperty("secondsLeft");
  });

  test("open in the record while nobody is at work: interrupted, goes on by itself", () => {
    const job = jobOf(manifest, START + 11_000, false);
    expect([job.status, job.steps[0]?.status, job.fix?.zh]).toEqual([
      "interrupted",
      "interrupted",
      "再运行一次即从断点继续，不会重复。",
    ]);
  });
});

describe("looking at the jobs", () => {
  test("without a state: nothing, and what to do", async () => {
    expect(await lookAtJobs(config(), clock, 10)).toMatchObject({ known: false, working: false, history: [] });
    const { code, out, err } = minyi(["jobs"], { cwd });
    expect([code, out, err]).toEqual([0, "现在没有运行。\n\n还没有运行过：运行 minyi run 开始。\n", ""]);
  });

  test("while a coordinator is at work: its run, the inbox, the schedules, what was", async () => {
    const { path, key } = config().state;
    const state = openState(path, { clock, keyPath: key });
    const lock = takeLock(path);
    try {
      const first = start(state, "run", "command");
      state.runs.step(first, "collect board", "running");
      state.runs.finish(first, "failed", { zh: "磁盘已满", en: "the disk is full" });
      state.schedules.add({ name: "nightly", job: "nightly", cron: "0 2 * * *", timezone: "Asia/Shanghai" });
      clock.advance(60_000);
      const second = start(state);
      state.runs.step(second, "collect board", "running", { records: 10 });
      const seen = await lookAtJobs(config(), clock, 10);
      expect(seen.running.map(({ run, status }) => [run, status])).toEqual([[second, "running"]]);
      expect(seen.history.map(({ run, status, message }) => [run, status, message?.en])).toEqual([
        [first, "failed", "the disk is full"],
      ]);
      expect(seen.inbox).toEqual([{ source: "board", count: 0 }]);
      expect(seen.schedules).toEqual([{ name: "nightly", job: "nightly", next: Date.parse("2026-11-25T18:00:00Z") }]);
      // And as a process of its own, beside this one.
      const { code, out } = minyi(["jobs", "--json", "--lang", "en"], { cwd });
      expect(code).toBe(0);
      const json = JSON.parse(out) as { working: boolean; running: object[]; runs: object[]; queue: null };
      expect(Object.keys(json)).toEqual(["at", "working", "running", "inbox", "schedules", "queue", "runs"]);
      expect(json).toMatchObject({
        working: true,
        running: [{ run: second, kind: "nightly", trigger: "schedule:nightly", status: "running", finishedAt: null }],
        runs: [{ run: first, status: "failed", message: "the disk is full" }],
        queue: null,
      });
    } finally {
      lock?.release();
      state.close();
    }
  });

  test("a killed run is told as interrupted; --limit", async () => {
    withState((state) => {
      for (let i = 0; i < 4; i++) state.runs.finish(start(state, "collect", "schedule:hourly"), "done");
      start(state);
    });
    const seen = await lookAtJobs(config(), clock, 2);
    expect(seen.running).toEqual([]);
    expect(seen.history.map(({ run, status }) => [run, status])).toEqual([
      [5, "interrupted"],
      [4, "done"],
    ]);
  });

  test("looking does not keep a coordinator from its lock", async () => {
    withState((state) => state.runs.finish(start(state), "done"));
    const { path } = config().state;
    for (let i = 0; i < 20; i++) {
      await lookAtJobs(config(), clock, 1);
      const lock = takeLock(path);
      expect(lock).toBeDefined();
      lock?.release();
    }
  });

  test("queue and workers; and a Redis that is down", async () => {
    const url = inject("redis");
    const prefix = uniquePrefix("jobs");
    const client = new Redis(url);
    try {
      await client.sadd(`${prefix}:queues`, "chunks");
      await client.sadd(`${prefix}:workers`, "1");
      await client.rpush(`${prefix}:chunks:wait`, "1", "2", "3");
      await client.rpush(`${prefix}:chunks:active`, "4");
      await client.zadd(`${prefix}:chunks:delayed`, 1, "5");
      const note = { host: "node-a", pid: 12, plan: "abc", since: START, done: 31, concurrency: 2 };
      await client.set(`${prefix}:worker:1`, JSON.stringify(note));
      const env = { REDIS_URL: url.replace("//", "//:canary@"), MINYI_QUEUE_PREFIX: prefix };
      const { queue } = await lookAtJobs(config({ ...env, REDIS_URL: url }), clock, 1);
      expect(queue).toEqual({ address: url, waiting: 3, active: 1, delayed: 1, failed: 0, workers: [note] });
      const down = await lookAtJobs(config({ ...env, REDIS_URL: "redis://:canary@127.0.0.1:1" }), clock, 1);
      expect(down.queue?.fault?.zh).toMatch(/^redis:\/\/127\.0\.0\.1:1 连不上（.*ECONNREFUSED/);
    } finally {
      client.disconnect();
      await removeKeys(url, prefix);
    }
  });
});

const busy: Snapshot = {
  at: START + 95_000,
  working: true,
  known: true,
  running: [
    {
      run: 6,
      kind: "nightly",
      trigger: "catch-up:nightly",
      status: "running",
      startedAt: START,
      seconds: 95,
      counts: counts(43_210),
      degraded: 0,
      chunks: { running: 2, done: 86, failed: 0, items: 43_000, poisoned: 1 },
      steps: [
        {
          name: "collect 市民留言板-2024",
          status: "running",
          startedAt: START,
          seconds: 62,
          records: 43_210,
          perSecond: 697,
          share: 0.43,
          secondsLeft: 82,
        },
      ],
    },
  ],
  inbox: [{ source: "board", count: 1234, oldest: START + 83_000 }],
  schedules: [{ name: "nightly", job: "nightly", next: Date.parse("2026-11-25T18:00:00Z") }],
  queue: {
    address: "redis://a",
    waiting: 3,
    active: 4,
    delayed: 0,
    failed: 0,
    workers: [{ host: "node-a", pid: 12, plan: "p", since: 0, done: 31, concurrency: 2 }],
  },
  history: [
    {
      run: 5,
      kind: "collect",
      trigger: "schedule:hourly",
      status: "failed",
      startedAt: START - 86_400_000,
      finishedAt: START - 86_308_000,
      seconds: 92,
      counts: counts(0),
      degraded: 0,
      steps: [],
      message: { zh: "磁盘已满", en: "the disk is full" },
      fix: { zh: "运行 minyi doctor。", en: "Run minyi doctor." },
    },
  ],
};

describe("for a person", () => {
  test("in Chinese, on 80 columns", () => {
    expect(jobsText(busy, { language: "zh", style: PLAIN, width: 80, zone })).toBe(
      `正在运行  #6 夜间 · 补跑 · 2026-11-25 02:00 开始，已 1 分 35 秒
  步骤                  状态      件数  件/秒  用时  本文件进度          剩余
  采集 市民留言板-2024  进行中  43,210    697  1:02  ▕█████▏      ▏ 43%  1:22
  86 批完成，2 批在办，1 件毒件

收件箱    board 1,234 件待分析，最久的等了 12 秒
队列      等待 3 批，进行中 4 批
          1 个 worker：node-a:12 已办 31 批
下次定时  nightly 11-26 02:00

最近的运行
  编号  种类  触发         开始         用时  状态  读入  新增  拒收
     5  采集  定时 hourly  11-24 02:00  1:32  失败     0     0     0
    ✗ 磁盘已满
    → 运行 minyi doctor。`,
    );
  });

  test("R40: how many messages a fallback made, where there are any", () => {
    const step = { ...busy.running[0]!.steps[0]!, degraded: 12 };
    const running = [{ ...busy.running[0]!, steps: [step], degraded: 12 }];
    const history = busy.history.map((job) => ({ ...job, degraded: 1234 }));
    const text = jobsText({ ...busy, running, history }, { language: "zh", style: PLAIN, width: 100, zone });
    expect(text).toMatch(/件数 +其中降级/);
    expect(text).toMatch(/43,210 +12 /);
    expect(text).toMatch(/拒收 +降级\n.* 1,234$/m);
    const after = { ...busy, running: [], history: [{ ...busy.history[0]!, run: 7, degraded: 2 }] };
    expect(changeLines(busy, after, { language: "zh", zone }).join()).toContain("拒收 0，降级 2；");
  });

  test.each(["zh", "en"] as const)("no line is wider than the terminal (%s)", (language) => {
    const long =
      "连不上 Elasticsearch（http://10.0.0.5:9200、http://10.0.0.6:9200）：ECONNREFUSED，等了 15 分钟仍没有恢复".repeat(
        2,
      );
    const history = busy.history.map((job) => ({ ...job, message: { zh: long, en: long } }));
    for (const columns of [60, 80, 120]) {
      const text = jobsText({ ...busy, history }, { language, style: PLAIN, width: columns, zone });
      // Closing punctuation may stand out by a character.
      for (const line of text.split("\n")) expect(width(line)).toBeLessThanOrEqual(Math.max(columns, 80) + 2);
    }
  });

  test("words", () => {
    expect(triggerWord("command", "run", "zh")).toBe("手动");
    expect(triggerWord("schedule:nightly", "nightly", "zh")).toBe("定时");
    expect(triggerWord("catch-up:每夜", "nightly", "zh")).toBe("补跑 每夜");
    expect(triggerWord("follow", "follow", "zh")).toBe("持续");
    expect([8, 192, 7500, 273_600, 3600].map((s) => spanText(s, "zh"))).toEqual([
      "8 秒",
      "3 分 12 秒",
      "2 小时 5 分",
      "3 天 4 小时",
      "1 小时",
    ]);
  });
});

describe("--watch away from a terminal", () => {
  test("one line per change", () => {
    const look = { language: "zh", zone } as const;
    expect(changeLines(undefined, busy, look)).toEqual([
      "2026-11-25 02:01:35  #6 夜间 补跑: 采集 市民留言板-2024 43,210 件 43%",
    ]);
    expect(changeLines(busy, busy, look)).toEqual([]);
    const ended = { ...busy.running[0]!, status: "done" as const, finishedAt: START + 99_000, seconds: 99 };
    const after = { ...busy, at: START + 100_000, running: [], history: [ended, ...busy.history] };
    expect(changeLines(busy, after, look)).toEqual([
      "2026-11-25 02:01:40  #6 完成，1 分 39 秒：读入 43,210，新增 43,210，更正 0，拒收 0",
    ]);
    expect(changeLines(undefined, { ...after, history: [] }, look)).toEqual(["2026-11-25 02:01:40  现在没有运行"]);
  });

  test.each(["SIGINT", "SIGTERM"] as const)("%s is its proper end", async (signal) => {
    const child: ChildProcess = spawn(process.execPath, [MAIN, "jobs", "--watch"], { cwd, env: cleanEnvironment({}) });
    const [first] = (await once(child.stdout!, "data")) as [Buffer];
    expect(String(first)).toContain("现在没有运行");
    child.kill(signal);
    const [code] = (await once(child, "exit")) as [number];
    expect(code).toBe(0);
  });
});
