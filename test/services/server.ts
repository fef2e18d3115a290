import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { guardFolder, guardGroup, releaseFolder, releaseGroup } from "./guard.js";
import { lastLines } from "./tools.js";

/** A server of the tests' own. Whatever becomes of the test process, it does not outlive it. */
export interface Server {
  readonly url: string;
  readonly pid: number;
  /** Ends it in good order and removes its files. */
  stop(): Promise<void>;
  /** `kill -9`. */
  kill(): Promise<void>;
  /** Ends it where it still runs and starts it again on the same data and port. */
  restart(): Promise<void>;
}

/** A process group: a program and all that it starts. */
class ProcessGroup {
  private readonly child: ChildProcess;
  private readonly ended: Promise<void>;
  private over = false;

  constructor(command: string, args: readonly string[], options: SpawnOptions) {
    this.child = spawn(command, args, { ...options, detached: true });
    if (this.child.pid !== undefined) guardGroup(this.child.pid);
    this.ended = new Promise((resolve) => {
      const end = () => {
        this.over = true;
        resolve();
      };
      this.child.once("exit", end);
      this.child.once("error", end);
    });
    this.child.unref();
  }

  get running(): boolean {
    return !this.over;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Sends the signal to the leader, or to all of the group, and waits until the whole group is gone. */
  async end(signal: "SIGTERM" | "SIGKILL", seconds = 30): Promise<void> {
    const { pid } = this.child;
    if (pid === undefined) return;
    this.child.ref();
    send(-pid, signal);
    const deadline = Date.now() + seconds * 1000;
    while (send(-pid, 0)) {
      if (Date.now() > deadline) send(-pid, "SIGKILL");
      await wait(20);
    }
    await this.ended;
    releaseGroup(pid);
  }
}

/** @returns whether there was anybody to get it. */
function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}

/** A temporary folder for a server, gone when the server is stopped or this process ends. */
export function serverFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `minyi-${name.toLowerCase()}-`));
  guardFolder(folder);
  return folder;
}

/** How a server of the tests' own is started, and how it is known to be ready. */
export interface Launch {
  /** For messages. */
  name: string;
  url: string;
  command: string;
  args?: readonly string[];
  options?: SpawnOptions;
  /** Of {@link serverFolder}; what the server prints is kept there. */
  folder: string;
  /** Seconds that it may take to be ready. */
  seconds: number;
  /** Whether it answers. */
  ask(): Promise<boolean>;
  /** What helps where it does not start. */
  fix: string;
}

/** Starts a server and waits until it is ready. @throws Error with the end of its log and the fix. */
export async function launch({ name, url, command, args = [], folder, ...more }: Launch): Promise<Server> {
  const log = join(folder, "output.log");
  const start = async (): Promise<ProcessGroup> => {
    const output = openSync(log, "a");
    const group = new ProcessGroup(command, args, { ...more.options, stdio: ["ignore", output, output] });
    closeSync(output);
    try {
      await untilReady(group, more.seconds, more.ask);
    } catch (error) {
      await group.end("SIGKILL");
      const reason = (error as Error).message;
      throw new Error(
        `${name} did not start: ${reason}\n${lastLines(readFileSync(log, "utf8"), 30)}\nFix: ${more.fix}`,
      );
    }
    return group;
  };
  let group = await start();
  return {
    url,
    get pid() {
      return group.pid;
    },
    kill: () => group.end("SIGKILL"),
    async stop() {
      await group.end("SIGTERM");
      rmSync(folder, { recursive: true, force: true });
      releaseFolder(folder);
    },
    async restart() {
      await group.end("SIGTERM");
      group = await start();
    },
  };
}

/** Asks every 100 ms until the server answers. @throws Error when it ended or the time is over. */
async function untilReady(group: ProcessGroup, seconds: number, ask: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    if (await ask().catch(() => false)) return;
    if (!group.running) throw new Error("it ended at once");
    if (Date.now() > deadline) throw new Error(`it did not answer within ${seconds} s`);
    await wait(100);
  }
}
