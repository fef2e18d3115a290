import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { guardGroup, releaseGroup } from "./guard.js";

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
export class ProcessGroup {
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

/** Asks every 100 ms until the server answers. @throws Error when it ended or the time is over. */
export async function untilReady(group: ProcessGroup, seconds: number, ask: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    if (await ask().catch(() => false)) return;
    if (!group.running) throw new Error("it ended at once");
    if (Date.now() > deadline) throw new Error(`it did not answer within ${seconds} s`);
    await wait(100);
  }
}
