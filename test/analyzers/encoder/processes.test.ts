import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { shipped } from "../../../core/paths.js";
import { alive } from "../../helpers/alive.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "minyi-encoder-"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const OPEN_ENCODER = JSON.stringify(shipped("dist", "analyzers", "encoder", "open-encoder.js"));

/** Whether it still does anything: a dead child of a thread that is gone keeps its number as long as we live. */
const running = (pid: number): boolean => {
  if (process.platform !== "linux") return alive(pid);
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
};

/** Runs a program; what it printed. */
async function run(script: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Promise<string> {
  const path = join(folder, "program.mjs");
  writeFileSync(path, script);
  const child = spawn(process.execPath, [...args, path], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  child.stdout.on("data", (data: Buffer) => {
    printed += data.toString();
  });
  const [code] = (await once(child, "close")) as [number];
  expect(code).toBe(0);
  return printed;
}

test("a program that forgets to close the encoder ends all the same, and takes the process with it", async () => {
  const pid = await run(`
    const { openEncoder } = await import(${OPEN_ENCODER});
    const encoder = openEncoder();
    await encoder.encode(["路灯坏了"]);
    console.log(encoder.process().pid);
  `);
  await expect.poll(() => alive(Number(pid)), { timeout: 30_000 }).toBe(false);
});

test("works from sources, as the built program does", async () => {
  const source = JSON.stringify(shipped("analyzers", "encoder", "open-encoder.ts"));
  const printed = await run(
    `
    const answers = [];
    for (const path of [${source}, ${OPEN_ENCODER}]) {
      const { openEncoder } = await import(path);
      const encoder = openEncoder();
      answers.push(JSON.stringify(await encoder.encode(["路灯坏了", "谢谢"])));
      await encoder.close();
    }
    console.log(answers[0].length > 100 && answers[0] === answers[1]);
  `,
    ["--import", import.meta.resolve("tsx")],
  );
  expect(printed).toBe("true\n");
});

/** A thread that asks the encoder of every text it is sent, and tells the number of its process. */
const THREAD = `
  const { parentPort } = require("node:worker_threads");
  const opened = import(${OPEN_ENCODER}).then(({ openEncoder }) => openEncoder({ timeout: 2 }));
  parentPort.on("message", async (text) => {
    const encoder = await opened;
    const answer = encoder.encode([text]);
    setTimeout(() => parentPort.postMessage({ pid: encoder.process().pid }), 100);
    parentPort.postMessage({ answers: await answer });
  });
`;

test("works in a worker thread; its process ends with the thread", async () => {
  const thread = new Worker(THREAD, { eval: true });
  const messages: { answers?: unknown[]; pid?: number }[] = [];
  thread.on("message", (message) => messages.push(message));
  thread.postMessage("路灯坏了");
  await expect.poll(() => messages.length, { timeout: 60_000 }).toBe(2);
  const pid = messages.find((message) => message.pid)?.pid as number;
  expect(messages.find((message) => message.answers)?.answers).toHaveLength(1);
  await thread.terminate();
  await expect.poll(() => running(pid), { timeout: 30_000 }).toBe(false);
});

test("R1: a process that hangs does not outlive the thread that would have ended it", async () => {
  vi.stubEnv("MINYI_ENCODER_POISON", "毒丸:hang");
  const thread = new Worker(THREAD, { eval: true, env: { ...process.env } });
  const messages: { answers?: unknown[]; pid?: number }[] = [];
  thread.on("message", (message) => messages.push(message));
  thread.postMessage("好的");
  await expect.poll(() => messages.length, { timeout: 60_000 }).toBe(2);
  const pid = messages.find((message) => message.pid)?.pid as number;
  thread.postMessage("毒丸");
  await expect.poll(() => messages.length, { timeout: 60_000 }).toBe(3);
  await thread.terminate();
  await expect.poll(() => running(pid), { timeout: 60_000 }).toBe(false);
});

test("R1: a process that hangs does not outlive its parent, even after kill -9", async () => {
  const path = join(folder, "program.mjs");
  writeFileSync(
    path,
    `
    const { openEncoder } = await import(${OPEN_ENCODER});
    const encoder = openEncoder();
    await encoder.encode(["好的"]);
    void encoder.encode(["毒丸"]);
    setTimeout(() => console.log(encoder.process().pid), 200);
  `,
  );
  const parent = spawn(process.execPath, [path], {
    env: { ...process.env, MINYI_ENCODER_POISON: "毒丸:hang" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(parent.stdout, "data")) as [Buffer];
  const pid = Number(line.toString());
  expect(alive(pid)).toBe(true);
  parent.kill("SIGKILL");
  await expect.poll(() => alive(pid), { timeout: 30_000 }).toBe(false);
});

test("R40: where transformers.js is not installed the analyzer goes without, and says what to do", async () => {
  cpSync(shipped("dist", "core"), join(folder, "dist", "core"), { recursive: true });
  cpSync(shipped("dist", "analyzers"), join(folder, "dist", "analyzers"), { recursive: true });
  cpSync(shipped("package.json"), join(folder, "package.json"));
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(shipped("node_modules", "zod"), join(folder, "node_modules", "zod"), "junction");
  const printed = await run(`
    const { createEncoderAnalyzer } = await import("./dist/analyzers/encoder/encoder.js");
    const folder = ${JSON.stringify(shipped("analyzers", "models", "encoder"))};
    const analyzer = createEncoderAnalyzer({ folder, onWarning: ({ zh }) => console.log(zh) });
    console.log(JSON.stringify(await analyzer.analyze([{ content: "路灯坏了" }])), analyzer.version);
  `);
  expect(printed).toBe("降级：不用编码模型，只按词语和线性模型判断，因为没有安装 @xenova/transformers\n[{}] none\n");
});
