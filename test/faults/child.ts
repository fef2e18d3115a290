import { type ChildProcess, spawn } from "node:child_process";
import { cleanEnvironment, MAIN } from "../cli/run.js";
import { guardGroup, releaseGroup } from "../services/guard.js";

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  out: string;
  err: string;
  /** ms from start to end. */
  took: number;
}

/** The real program as a process of its own. It does not outlive the test process. */
export class Child {
  out = "";
  err = "";
  readonly ended: Promise<Ended>;
  private readonly child: ChildProcess;
  private readonly readers = new Set<() => void>();
  private over = false;

  constructor(args: readonly string[], options: { cwd: string; env?: Record<string, string> }) {
    const started = performance.now();
    const child = spawn(process.execPath, [MAIN, ...args], {
      cwd: options.cwd,
      env: cleanEnvironment(options.env ?? {}),
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    this.child = child;
    guardGroup(child.pid as number);
    child.stdout.setEncoding("utf8").on("data", (text: string) => this.said({ out: text }));
    child.stderr.setEncoding("utf8").on("data", (text: string) => this.said({ err: text }));
    this.ended = new Promise((resolve) => {
      child.once("close", (code, signal) => {
        this.over = true;
        releaseGroup(child.pid as number);
        this.said({});
        resolve({ code, signal, out: this.out, err: this.err, took: performance.now() - started });
      });
    });
  }

  get pid(): number {
    return this.child.pid as number;
  }

  get running(): boolean {
    return !this.over;
  }

  /** Sends a signal and waits for the end. */
  async kill(signal: NodeJS.Signals): Promise<Ended> {
    this.child.kill(signal);
    return this.ended;
  }

  /** Resolves when the program has written such words to stdout or stderr. @throws Error when it ended without. */
  async says(words: RegExp): Promise<void> {
    while (!words.test(this.out) && !words.test(this.err)) {
      if (this.over) throw new Error(`ended without saying ${words}:\n${this.out}\n${this.err}`);
      await new Promise<void>((read) => this.readers.add(read));
    }
  }

  private said({ out = "", err = "" }: { out?: string; err?: string }): void {
    this.out += out;
    this.err += err;
    for (const read of this.readers) read();
    this.readers.clear();
  }
}
