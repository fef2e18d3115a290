import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { shipped } from "../../core/paths.js";
import { type CustomModelError, faultOf } from "./faults.js";
import type { ModelPlace } from "./model-place.js";
import type { Answer, Order, Said, Settings } from "./wire.js";

/** Always the built one: a process of its own cannot be started from TypeScript, so tests build first. */
const CHILD = shipped("dist", "analyzers", "custom-model", "child.js");

/** Texts of one order: an order that takes longer than the patience counts as hung. */
const ORDER = 16;

/** One life of a model's process, which never lives on after a failure. */
export class ModelProcess {
  private readonly child: ChildProcess;
  private readonly loading: Promise<string[]>;
  private loaded: (labels: string[]) => void = () => undefined;
  private failed: (error: CustomModelError) => void = () => undefined;
  private call: { id: number; resolve: (said: Said[]) => void; reject: (error: CustomModelError) => void } | undefined;
  private next = 0;
  private over: CustomModelError | undefined;

  constructor(
    settings: Settings,
    private readonly place: ModelPlace,
  ) {
    this.child = fork(CHILD, { serialization: "advanced", stdio: ["ignore", "ignore", "ignore", "ipc"], execArgv: [] });
    this.loading = new Promise((resolve, reject) => {
      this.loaded = resolve;
      this.failed = reject;
    });
    this.loading.catch(() => undefined); // whoever waits for it hears of it
    this.child.on("message", (answer: Answer) => this.take(answer));
    this.child.on("error", (error) => this.end(faultOf(place, "died", error.message)));
    this.child.once("exit", (code, signal) => this.end(faultOf(place, "died", String(signal ?? code))));
    this.child.send(settings, () => undefined);
    this.hold(false);
  }

  /** Whether it has failed or was closed. */
  get ended(): boolean {
    return this.over !== undefined;
  }

  /**
   * The model's labels, once it is loaded.
   * @param patience ms to wait; a model that is still being fetched then goes on being fetched
   * @throws CustomModelError when it cannot be loaded, or is not within that time
   */
  labels(patience: number): Promise<string[]> {
    return this.within(this.loading, patience, () => undefined);
  }

  /** @param patience ms for a few texts @throws CustomModelError; the process has then ended */
  async run(texts: readonly string[], patience: number): Promise<Said[]> {
    const said: Said[] = [];
    for (let at = 0; at < texts.length; at += ORDER) {
      const answer = new Promise<Said[]>((resolve, reject) => {
        if (this.over) return reject(this.over);
        const order: Order = { id: this.next++, texts: texts.slice(at, at + ORDER) };
        this.call = { id: order.id, resolve, reject };
        this.child.send(order, () => undefined);
      });
      said.push(...(await this.within(answer, patience, (hung) => this.end(hung))));
    }
    return said;
  }

  /** Ends it, and is done when it is gone. */
  async close(): Promise<void> {
    this.end(faultOf(this.place, "closed", "已关闭"));
    if (this.child.exitCode !== null || this.child.signalCode !== null || this.child.pid === undefined) return;
    this.child.ref();
    await once(this.child, "exit");
  }

  private async within<T>(answer: Promise<T>, patience: number, late: (hung: CustomModelError) => void): Promise<T> {
    this.hold(true);
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        const hung = faultOf(this.place, "hung", String(patience / 1000));
        late(hung);
        reject(hung);
      }, patience);
    });
    try {
      return await Promise.race([answer, deadline]);
    } finally {
      clearTimeout(timer);
      this.hold(false);
    }
  }

  /** A process that has nothing to do does not keep the program from ending. */
  private hold(hold: boolean): void {
    for (const part of [this.child, this.child.channel]) hold ? part?.ref() : part?.unref();
  }

  private take(answer: Answer): void {
    if ("fault" in answer) this.end(faultOf(this.place, answer.fault, answer.message));
    else if ("ready" in answer) this.loaded(answer.labels);
    else if (answer.id === this.call?.id) this.call.resolve(answer.said);
  }

  private end(error: CustomModelError): void {
    if (this.over) return;
    this.over = error;
    this.child.kill("SIGKILL");
    this.failed(error);
    this.call?.reject(error);
  }
}
