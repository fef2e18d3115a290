import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { takeLock } from "../../state/lock.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "minyi-lock-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("R12: a second one does not get it, and gets it once the first lets go", () => {
  const first = takeLock(join(folder, "state.db"));
  expect(first).toBeDefined();
  expect(takeLock(join(folder, "state.db"))).toBeUndefined();
  first?.release();
  const second = takeLock(join(folder, "state.db"));
  expect(second).toBeDefined();
  second?.release();
});

test("R12: a killed process leaves no lock behind", async () => {
  const code = `
    const { takeLock } = await import(${JSON.stringify(new URL("../../state/lock.ts", import.meta.url).href)});
    console.log(takeLock(${JSON.stringify(join(folder, "state.db"))}) ? "held" : "refused");
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", code], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  expect(line.toString()).toBe("held\n");
  expect(takeLock(join(folder, "state.db"))).toBeUndefined();
  child.kill("SIGKILL");
  await once(child, "exit");
  const lock = takeLock(join(folder, "state.db"));
  expect(lock).toBeDefined();
  lock?.release();
});
