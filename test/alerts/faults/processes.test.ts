import { spawn } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { packageRoot } from "../../../core/paths.js";
import { temporaryFolder } from "../../state/fixture.js";

const folder = temporaryFolder();

async function withReceiver<T>(work: (address: string, arrived: string[]) => Promise<T>): Promise<T> {
  const arrived: string[] = [];
  const server = createServer((request, response) => {
    request.resume();
    arrived.push(String(request.headers["idempotency-key"]));
    response.end("ok");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, arrived);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

/** Runs the child to its end, however that comes about. */
function run(path: string, address: string, crash = ""): Promise<{ code: number | null; signal: string | null }> {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", join(packageRoot, "test/alerts/children/tell.ts"), path, address],
    { cwd: packageRoot, env: { ...process.env, MINYI_CRASH_POINT: crash }, stdio: ["ignore", "ignore", "inherit"] },
  );
  return new Promise((resolve) => child.once("close", (code, signal) => resolve({ code, signal })));
}

test.each([
  ["before the decision is committed", "before-alerts", 0, 3],
  ["after the decision, before anything is sent", "after-alerts", 0, 3],
  ["before the second message is sent", "before-send:2", 1, 3],
  ["after the second message arrived, before that is on record", "after-send:2", 2, 4],
  ["after the second message is on record", "after-mark:2", 2, 3],
])("R36: killed with -9 %s: each of three messages arrives", async (_, point, before, after) => {
  await withReceiver(async (address, arrived) => {
    const path = join(folder(), "state.db");
    expect(await run(path, address, point)).toEqual({ code: null, signal: "SIGKILL" });
    expect(arrived).toHaveLength(before);
    expect(await run(path, address)).toEqual({ code: 0, signal: null });
    expect(arrived).toHaveLength(after);
    expect(new Set(arrived).size).toBe(3);
  });
});
