import { type ChildProcess, fork } from "node:child_process";
import { EventEmitter } from "node:events";
import type { MinyiConfig } from "../../config/schema.js";
import { shipped } from "../../core/paths.js";
import type { AnalysisHost } from "./analysis-host.js";

const CHILD = shipped("dist", "pipelines", "runners", "child.js");

export interface ChildOrder {
  id: number;
  name: keyof AnalysisHost;
  payload: unknown;
}

export type ChildAnswer = { id: number; result: unknown } | { id: number; error: string };

interface Call {
  resolve: (result: unknown) => void;
  reject: (error: Error) => void;
}

/**
 * One child process in the place of a thread, with as much of a pool's manners as {@link WorkerThread} needs. Where a
 * thread dies, the segmenter's dictionary (250 MB) stays behind in the process for good; a dead child leaves nothing.
 */
export class ChildPool extends EventEmitter {
  private readonly child: ChildProcess;
  private readonly calls = new Map<number, Call>();
  private next = 0;
  private alive = true;
  /** What is asked before everything is loaded: a task may end the process before an earlier answer has left it. */
  private early: ChildOrder[] | undefined = [];

  constructor(config: MinyiConfig) {
    super();
    this.child = fork(CHILD, { serialization: "advanced", stdio: ["ignore", "ignore", "ignore", "ipc"], execArgv: [] });
    this.child.send(config);
    this.child.on("message", (answer: ChildAnswer) => this.take(answer));
    this.child.on("error", (error) => this.ended(error.message));
    this.child.once("exit", (code, signal) => this.ended(`the process ended with ${signal ?? code}`));
  }

  /** As of a pool: one that is there, or none. */
  get threads(): readonly unknown[] {
    return this.alive ? [this.child] : [];
  }

  run(payload: unknown, { name }: { name: string }): Promise<unknown> {
    const id = this.next++;
    return new Promise((resolve, reject) => {
      if (!this.alive) {
        reject(new Error("the process has ended"));
        return;
      }
      this.calls.set(id, { resolve, reject });
      const order: ChildOrder = { id, name: name as keyof AnalysisHost, payload };
      // The first task is `ready`.
      if (id > 0 && this.early) this.early.push(order);
      else this.send(order);
    });
  }

  async destroy(): Promise<void> {
    this.child.kill("SIGKILL");
  }

  /** A child that is gone is told of by its end. */
  private send(order: ChildOrder): void {
    this.child.send(order, () => undefined);
  }

  private take(answer: ChildAnswer): void {
    const call = this.calls.get(answer.id);
    this.calls.delete(answer.id);
    if (answer.id === 0) {
      this.emit("workerCreate");
      for (const order of this.early ?? []) this.send(order);
      this.early = undefined;
    }
    if ("error" in answer) call?.reject(new Error(answer.error));
    else call?.resolve(answer.result);
  }

  private ended(message: string): void {
    if (!this.alive) return;
    this.alive = false;
    for (const { reject } of this.calls.values()) reject(new Error(message));
    this.calls.clear();
    this.emit("workerDestroy");
  }
}
