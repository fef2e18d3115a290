import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { batches } from "./batches.js";
import { cutIds } from "./cut.js";
import { poisoned } from "./poison.js";
import { openSession, type Session } from "./session.js";
import { Tokenizer } from "./tokenizer.js";
import type { Answer, Order, Settings } from "./wire.js";

/** The encoder's process: the first message is its settings, every other one an order. It ends with its parent. */

/**
 * Tokens that go through the model at once, padding among them: enough work for every thread, and no more than that, as
 * more takes more memory and time.
 */
const tokensAtOnce = (threads: number) => Math.min(8192, Math.max(2048, 512 * threads));

/** Counted up with each batch; 0 while there is nothing to do. The first thing to do is to load. */
const pulse = new Int32Array(new SharedArrayBuffer(4)).fill(1);

/**
 * While the model computes, this thread hears nothing: another one looks whether the parent is gone, or this thread hangs
 * and the one that would have noticed is gone (threads end without their process).
 */
const WATCH = `const { pulse, limit } = require("node:worker_threads").workerData;
const parent = process.ppid;
const look = 2000;
let last = 0, still = 0;
setInterval(() => {
  const now = Atomics.load(pulse, 0);
  still = now !== 0 && now === last ? still + look : 0;
  last = now;
  if (process.ppid !== parent || still > limit) process.kill(process.pid, "SIGKILL");
}, look);`;

let opened: { session: Session; tokenizer: Tokenizer; settings: Settings } | undefined;

// Nothing here is worth a clean end, and a hung native call would outlast one.
process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
process.once("message", async (settings: Settings) => {
  new Worker(WATCH, { eval: true, workerData: { pulse, limit: settings.limit } }).unref();
  try {
    const tokenizer = new Tokenizer(JSON.parse(readFileSync(join(settings.folder, "tokenizer.json"), "utf8")));
    opened = { session: await openSession(settings.folder, settings.threads), tokenizer, settings };
    process.on("message", (order: Order) => void answer(order));
    pulse[0] = 0;
    say({ ready: true });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    say({ fault: code === "ERR_MODULE_NOT_FOUND" ? "package" : "load", message });
  }
});

async function answer({ id, texts }: Order): Promise<void> {
  const { session, tokenizer, settings } = opened as NonNullable<typeof opened>;
  try {
    pulse[0] = 1;
    const rows = texts.map((text) => cutIds(tokenizer.ids(text), settings.cut));
    const counts = rows.map((row) => row.length);
    for (const { length, at } of batches(counts, tokensAtOnce(settings.threads))) {
      const picked = at.map((i) => rows[i] as number[]);
      const outputs = poisoned(
        at.map((i) => texts[i] as string),
        await session.run(picked, length),
      );
      Atomics.add(pulse, 0, 1);
      say({ id, at, outputs, memory: process.memoryUsage.rss() });
    }
  } catch (error) {
    say({ fault: "output", message: (error as Error).message });
  } finally {
    pulse[0] = 0;
  }
}

function say(answer: Answer): void {
  process.send?.(answer);
}
