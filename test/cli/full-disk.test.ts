import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { minyi } from "./run.js";

const folder = () => mkdtempSync(join(tmpdir(), "minyi-full-"));

function canMount(): boolean {
  const probe = folder();
  const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", probe]);
  if (status === 0) execFileSync("umount", [probe]);
  rmSync(probe, { recursive: true });
  return status === 0;
}

describe.runIf(canMount())("R10: a disk that fills up in the middle of a run (needs the right to mount one)", () => {
  let files: string;
  let disk: string;
  beforeEach(() => {
    files = folder();
    disk = folder();
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=6m", "tmpfs", disk]);
    const rows = Array.from(
      { length: 4_000 },
      (_, i) =>
        `T${i},路灯,2026-10-${String((i % 28) + 1).padStart(2, "0")},第${i}号路段${(i * 7919).toString(36)}的路灯坏了，请派人修理`,
    );
    writeFileSync(join(files, "a.csv"), `工单编号,标题,受理时间,诉求内容\n${rows.join("\n")}\n`);
    writeFileSync(join(files, "minyi.yaml"), "sources:\n  - { name: hotline, type: csv, path: a.csv }\n");
  });
  afterEach(() => {
    execFileSync("umount", ["-l", disk]);
    rmSync(files, { recursive: true });
    rmSync(disk, { recursive: true });
  });

  test("ends with 5 and says so; once there is room the next run goes on, nothing lost, nothing doubled", () => {
    const env = {
      MINYI_STATE_PATH: join(disk, "state.db"),
      MINYI_STATE_KEY: join(disk, "key"),
      MINYI_STORE_PATH: join(disk, "store.db"),
      MINYI_LOG_PATH: join(files, "log"),
    };
    const full = minyi(["run"], { cwd: files, env });
    expect(full.code).toBe(5);
    expect(full.err).toMatch(/无法写入 .*(state|store)\.db：磁盘已满/);
    execFileSync("mount", ["-o", "remount,size=200m", disk]);
    expect(minyi(["run", "--quiet"], { cwd: files, env }).code).toBe(0);
    expect(JSON.parse(minyi(["trends", "--json"], { cwd: files, env }).out).total).toBe(4_000);
  });

  test("analyze into a file ends with 5, and neither the file nor a part of it is there", () => {
    execFileSync("mount", ["-o", "remount,size=200k", disk]);
    const full = minyi(["analyze", "a.csv", "-o", join(disk, "out.jsonl")], { cwd: files });
    expect(full.code).toBe(5);
    expect(full.err).toMatch(/无法写入 .*out\.jsonl：磁盘已满/);
    expect(readdirSync(disk)).toEqual([]);
  });
});

test("analyze into a folder that does not exist says so, with 2", () => {
  const files = folder();
  writeFileSync(join(files, "a.csv"), "内容\n路灯坏了\n");
  const { code, err } = minyi(["analyze", "a.csv", "-o", "nowhere/out.jsonl"], { cwd: files });
  rmSync(files, { recursive: true });
  expect(code).toBe(2);
  expect(err).toContain("无法写入 nowhere/out.jsonl（ENOENT）");
});
