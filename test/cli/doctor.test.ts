import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Check, CheckContext, Finding } from "../../cli/doctor/check.js";
import { configCheck } from "../../cli/doctor/config.js";
import { diskCheck } from "../../cli/doctor/disk.js";
import { holidaysCheck } from "../../cli/doctor/holidays.js";
import { keyCheck } from "../../cli/doctor/key.js";
import { nodeCheck } from "../../cli/doctor/node.js";
import { schedulesCheck } from "../../cli/doctor/schedules.js";
import { serverCheck } from "../../cli/doctor/server.js";
import { sourcesCheck } from "../../cli/doctor/sources.js";
import { sqliteCheck } from "../../cli/doctor/sqlite.js";
import { zoneCheck } from "../../cli/doctor/zone.js";
import { loadConfig } from "../../config/load.js";
import { FixedClock } from "../../core/clock.js";
import { createKey } from "../../state/key-file.js";
import { openState } from "../../state/state.js";
import { minyi } from "./run.js";

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "minyi-doctor-"));
});
afterEach(() => {
  rmSync(cwd, { recursive: true });
});

function context(yaml = "", now = "2026-11-24T04:00:00Z"): CheckContext {
  writeFileSync(join(cwd, "minyi.yaml"), yaml);
  const loaded = loadConfig({ env: {}, cwd });
  return { config: loaded.config, loaded, clock: new FixedClock(Date.parse(now)) };
}

async function found(check: Check, given: CheckContext): Promise<string[]> {
  const findings: Finding[] = await check.run(given);
  return findings.map(({ level, text, fix }) => `${level} ${text.zh.replaceAll(cwd, "")}${fix ? ` → ${fix.zh}` : ""}`);
}

describe("each check", () => {
  test("node: this one is new enough", async () => {
    expect(await found(nodeCheck, context())).toEqual([`ok ${process.versions.node}`]);
  });

  test("config: the file and how many sources it names", async () => {
    const yaml = "sources: [{name: a, type: csv, path: a.csv}]\n";
    expect(await found(configCheck, context(yaml))).toEqual(["ok /minyi.yaml（1 个来源）"]);
  });

  test("zone: what time it is there, and a clock that cannot be right", async () => {
    expect(await found(zoneCheck, context())).toEqual(["ok Asia/Shanghai，现在 2026-11-24 12:00"]);
    expect((await found(zoneCheck, context("", "1970-01-01T00:00:00Z")))[0]).toMatch(
      /^warn .*1970-01-01 08:00 → .*NTP/,
    );
  });

  test("holidays: the coming year is asked for from November on, when its notice is out", async () => {
    expect(await found(holidaysCheck, context("", "2026-10-31T04:00:00Z"))).toEqual(["ok 已有 2004–2026 年"]);
    expect((await found(holidaysCheck, context("", "2026-10-31T17:00:00Z")))[0]).toMatch(
      /^warn 缺少 2027 年的放假和调休安排.* → .*配置项 holidays/,
    );
    writeFileSync(join(cwd, "own.yaml"), "2027:\n  holidays: {元旦: 2027-01-01..2027-01-03}\n");
    expect(await found(holidaysCheck, context("holidays: own.yaml\n"))).toEqual(["ok 已有 2004–2027 年"]);
    writeFileSync(join(cwd, "own.yaml"), "2027:\n  holidays: {元旦: 1月1日}\n");
    await expect(found(holidaysCheck, context("holidays: own.yaml\n"))).rejects.toThrow(/own\.yaml:2:\d+ .*元旦/);
  });

  test("disk: writable folders that need not be there yet", async () => {
    const lines = await found(diskCheck, context());
    expect(lines.map((line) => line.replace(/，剩余.*/, ""))).toEqual([
      expect.stringMatching(/^(ok|warn) \/data\/state.db：可写/),
      expect.stringMatching(/^(ok|warn) \/data\/store.db：可写/),
      expect.stringMatching(/^(ok|warn) \/data\/minyi.log：可写/),
    ]);
  });

  test.skipIf(process.getuid?.() === 0)("disk: a folder that may not be written", async () => {
    mkdirSync(join(cwd, "locked"), { mode: 0o500 });
    const [state] = await found(diskCheck, context("state: {path: locked/state.db}\n"));
    expect(state).toMatch(/^fail \/locked\/state.db 不可写（EACCES） → /);
  });

  test("key: not there yet, right, readable by others", async () => {
    const given = context();
    expect((await found(keyCheck, given))[0]).toMatch(/^warn .*还没有 → 运行 minyi init/);
    createKey(given.config.state.key);
    expect(await found(keyCheck, given)).toEqual(["ok /data/minyi.key，仅本人可读"]);
    chmodSync(given.config.state.key, 0o644);
    expect(() => keyCheck.run(given)).toThrow(/644/);
  });

  test("sqlite: the engine can do what the store needs", async () => {
    expect((await found(sqliteCheck, context()))[0]).toMatch(/^ok .*sqlite.*, SQLite 3\.\d+/);
  });

  test("sources: none, there, empty, missing", async () => {
    expect((await found(sourcesCheck, context()))[0]).toMatch(/^warn 还没有配置来源 → /);
    mkdirSync(join(cwd, "inbox/2024"), { recursive: true });
    mkdirSync(join(cwd, "empty"));
    writeFileSync(join(cwd, "inbox/2024/a.csv"), "");
    const yaml = ["inbox", "empty", "gone", "inbox/2024/a.csv"]
      .map((path, index) => `  - {name: s${index}, type: folder, path: ${path}}\n`)
      .join("");
    expect(await found(sourcesCheck, context(`sources:\n${yaml}`))).toEqual([
      "ok s0（folder）：/inbox，1 个文件",
      "warn s1（folder）：/empty，0 个文件 → 把数据文件放进这个文件夹。",
      "fail s2（folder）：/gone 读不了（ENOENT） → 检查配置 sources 中 s2 的 path 和读取权限。",
      "ok s3 (folder): /inbox/2024/a.csv",
    ]);
  });

  test("sources: what is pushed, what is fetched", async () => {
    const yaml = `sources:
  - {name: p, type: push}
  - {name: r, type: rss, urls: ["https://a.example/1", "https://a.example/2"]}
`;
    expect(await found(sourcesCheck, context(yaml))).toEqual([
      "ok p（push）：推送到 minyi serve",
      "ok r（rss）：2 个订阅源",
    ]);
  });

  test("server: a token where messages are pushed", async () => {
    expect(await found(serverCheck, context())).toEqual([]);
    const sources = "sources: [{name: p, type: push}]\n";
    expect((await found(serverCheck, context(sources)))[0]).toMatch(
      /^warn 配置了推送来源（p），但没有设令牌.* → 设 server\.token/,
    );
    const token = "server: {token: sechzehn-Zeichen-}\n";
    expect(await found(serverCheck, context(sources + token))).toEqual(["ok p：127.0.0.1:8010，有令牌"]);
    expect((await found(serverCheck, context(sources + token.replace("{", "{host: 0.0.0.0, "))))[0]).toMatch(
      /^ok .*TLS 反向代理$/,
    );
  });

  test("schedules: a night that was missed", async () => {
    const given = context();
    expect(await found(schedulesCheck, given)).toEqual([]);
    const clock = new FixedClock(given.clock.now());
    const state = openState(given.config.state.path, { clock, keyPath: given.config.state.key });
    try {
      state.schedules.add({ name: "nightly", job: "nightly", cron: "0 2 * * *", timezone: "Asia/Shanghai" });
      expect(await found(schedulesCheck, given)).toEqual(["ok 每夜的运行下次 2026-11-25 02:00"]);
      expect((await found(schedulesCheck, context("", "2026-11-25T09:00:00Z")))[0]).toMatch(
        /^warn 每夜的运行设了 29 小时，还没有完成过一次 → .*minyi run。$/,
      );
      const run = state.runs.start({
        kind: "run",
        trigger: "command",
        sources: [],
        versions: {},
        engine: "",
        config: "",
      });
      state.runs.finish(run, "done");
      expect((await found(schedulesCheck, context("", "2026-11-25T05:59:00Z")))[0]).toMatch(/^ok/);
      expect((await found(schedulesCheck, context("", "2026-11-25T06:01:00Z")))[0]).toMatch(
        /^warn 上一次完整的运行是 26 小时以前/,
      );
    } finally {
      state.close();
    }
  });
});

describe("minyi doctor", () => {
  test("a fresh folder is ready to run: every line with its sign", () => {
    const { code, out, err } = minyi(["doctor"], { cwd });
    expect(err).toBe("");
    expect(out).toMatch(/^✓ Node\.js/m);
    expect(out).toMatch(/^⚠ 密钥文件 .*\n +→ 运行 minyi init/m);
    expect(out).toMatch(/^✓ 分词和分析 .*工地/m);
    expect(out).toMatch(/\n可以运行，\d 处需要留意。\n$/);
    expect(code).toBe(0);
  });

  test("something essential down: the fix, code 5, and the other checks go on", () => {
    writeFileSync(join(cwd, "minyi.yaml"), "stat: {}\n");
    const { code, out } = minyi(["doctor", "--json", "--lang", "en"], { cwd });
    expect(code).toBe(5);
    const { ok, checks } = JSON.parse(out) as {
      ok: boolean;
      checks: { id: string; level: string; findings: { text: string; fix: string | null }[] }[];
    };
    expect(ok).toBe(false);
    // Little space and a second segmenter are worth a warning, not a failure: both depend on the machine.
    expect(checks.map(({ id, level }) => `${id} ${level === "fail" ? "fail" : "fine"}`)).toEqual([
      "node fine",
      "config fail",
      "zone fine",
      "holidays fine",
      "disk fine",
      "key fine",
      "sqlite fine",
      "sources fine",
      "models fine",
      "analysis fine",
    ]);
    expect(checks[1]?.findings[0]?.text).toContain(
      "minyi.yaml:1:1  stat  is not a key of the configuration; did you mean state?",
    );
    expect(checks[1]?.findings[0]?.fix).toContain("minyi config check");
  });
});
