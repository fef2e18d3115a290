import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cleanEnvironment, MAIN } from "./run.js";

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), "minyi-process-"));
});
afterAll(() => {
  rmSync(cwd, { recursive: true });
});

function start(args: string[]) {
  return spawn(process.execPath, [MAIN, ...args], {
    cwd,
    env: cleanEnvironment({}),
  });
}

test("a reader that leaves early (minyi … | head) is no error and makes no noise", async () => {
  const child = start(["config", "schema"]);
  child.stdout.destroy();
  let err = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
  });
  const [code] = await once(child, "exit");
  expect([code, err]).toEqual([0, ""]);
});

test.each(["SIGINT", "SIGTERM"] as const)("%s ends a command with code 130", async (signal) => {
  const child = start(["segment", "-"]);
  // Its first line out says that it is at work; it then waits for more.
  child.stdin.write("小区噪音扰民\n".repeat(20_000));
  await once(child.stdout, "data");
  child.kill(signal);
  child.stdout.resume();
  const [code] = await once(child, "exit");
  expect(code).toBe(130);
});
