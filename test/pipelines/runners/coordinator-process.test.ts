import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { systemClock } from "../../../core/clock.js";
import { openState } from "../../../state/state.js";
import { cleanEnvironment, MAIN } from "../../cli/run.js";
import { LEXICAL_YAML } from "../../helpers/lexical.js";
import { removeKeys, uniquePrefix } from "../../services/prefix.js";
import { messages } from "./messages.js";
import { startWorkerProcess } from "./setting.js";

const ROWS = 1_200;
let folder: string;
let prefix: string;
const children = new Set<ChildProcess>();
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "minyi-coordinator-"));
  prefix = uniquePrefix("coordinator");
});
afterEach(async () => {
  for (const child of children) child.kill("SIGKILL");
  children.clear();
  rmSync(folder, { recursive: true });
  await removeKeys(inject("redis"), prefix);
});

/** An office with its own state and store. */
function office(name: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  const rows = messages(ROWS).map(({ id, createdAt, text }) => `${id},${createdAt},${text}`);
  writeFileSync(join(path, "a.csv"), `编号,受理时间,诉求内容\n${rows.join("\n")}\n`);
  writeFileSync(
    join(path, "minyi.yaml"),
    `${LEXICAL_YAML}segment: { engine: node-rs }\nsources:\n  - { name: hotline, type: csv, path: a.csv }\n`,
  );
  return path;
}

interface Run {
  child: ChildProcess;
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null; out: string; err: string }>;
  /** Until it says so on stderr. */
  says(text: string): Promise<void>;
}

function run(cwd: string, env: Record<string, string>): Run {
  const child = spawn(process.execPath, [MAIN, "run", "--json"], {
    cwd,
    env: cleanEnvironment(env),
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.add(child);
  let [out, err] = ["", ""];
  let look = (): void => undefined;
  child.stdout.on("data", (data: Buffer) => {
    out += data.toString();
  });
  child.stderr.on("data", (data: Buffer) => {
    err += data.toString();
    look();
  });
  const ended = (once(child, "close") as Promise<[number | null, NodeJS.Signals | null]>).then(([code, signal]) => ({
    code,
    signal,
    out,
    err,
  }));
  const says = (text: string) =>
    new Promise<void>((resolve) => {
      look = () => {
        if (err.includes(text)) resolve();
      };
      look();
    });
  return { child, ended, says };
}

const queue = () => ({ REDIS_URL: inject("redis"), MINYI_QUEUE_PREFIX: prefix });

/** Until the coordinator has put chunks into the queue. */
async function working(): Promise<void> {
  const { Redis } = await import("ioredis");
  const redis = new Redis(inject("redis"));
  try {
    while ((await redis.keys(`${prefix}:analyse-*:wait`)).length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  } finally {
    redis.disconnect();
  }
}

test("R12: a second coordinator ends with 0 and says who is at work; R2: the first one, told to stop while nothing can go on, ends within 10 s", async () => {
  const first = run(office("first"), queue());
  await working();
  const second = await run(office("second"), queue()).ended;
  expect(second).toMatchObject({ code: 0, out: "" });
  expect(second.err).toContain(`另一个 minyi 正在运行：${hostname()}，进程 ${first.child.pid}`);
  const asked = performance.now();
  first.child.kill("SIGTERM");
  expect((await first.ended).code).toBe(130);
  expect(performance.now() - asked).toBeLessThan(10_000);
}, 120_000);

test("R1: a coordinator killed with -9: the next one takes over at once, everything is in once", async () => {
  const path = office("only");
  const killed = run(path, queue());
  await working();
  killed.child.kill("SIGKILL");
  await killed.ended;
  const worker = await startWorkerProcess(inject("redis"), prefix);
  const { code, out } = await run(path, queue()).ended;
  await worker.end("SIGTERM");
  expect(code).toBe(0);
  const manifest = JSON.parse(out) as { counts: { new: number }; steps: { details: object }[]; runId: number };
  expect(manifest.counts.new).toBe(ROWS);
  expect(manifest.steps[0]?.details).toMatchObject({ workers: 1, "lock token": 2 });
  const state = openState(join(path, "data/state.db"), { clock: systemClock, keyPath: join(path, "data/minyi.key") });
  const summary = state.chunks.summary(manifest.runId);
  state.close();
  expect(summary).toEqual({ running: 0, done: 3, failed: 0, items: ROWS, poisoned: 0 });
}, 120_000);
