import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { alive } from "../../helpers/alive.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "minyi-child-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const source = (path: string) => JSON.stringify(new URL(`../../../${path}`, import.meta.url).pathname);

/** Has a process of its own analyse a message that never ends, and tells that one's number. */
const PARENT = `
import { configSchema } from ${source("config/schema.ts")};
import { ChildPool } from ${source("pipelines/runners/child-pool.ts")};
import { LEXICAL } from ${source("test/helpers/lexical.ts")};
const pool = new ChildPool(configSchema.parse({ ...LEXICAL, segment: { engine: "node-rs" } }));
pool.on("workerCreate", () => {
  void pool.run(JSON.stringify([{ text: "毒丸" }]), { name: "analyse" });
  // Once the message is on its way: it will be read, whatever becomes of this process.
  setImmediate(() => console.log(pool.threads[0].pid));
});
void pool.run(null, { name: "ready" });
`;

test("R1: a process that hangs over a message does not outlive its parent, even after kill -9", async () => {
  const script = join(folder, "parent.mts");
  writeFileSync(script, PARENT);
  const parent = spawn(process.execPath, ["--import", "tsx", script], {
    env: { ...process.env, MINYI_POISON: "毒丸:hang" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(parent.stdout, "data")) as [Buffer];
  const child = Number(line.toString());
  try {
    expect(alive(child)).toBe(true);
    parent.kill("SIGKILL");
    await expect.poll(() => alive(child), { timeout: 10_000 }).toBe(false);
  } finally {
    if (alive(child)) process.kill(child, "SIGKILL");
  }
});
