import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { Encoded } from "../../core/encoded.js";
import { shipped } from "../../core/paths.js";
import { cutText } from "./cut.js";
import { decode } from "./decode.js";
import type { EncoderError } from "./encoder-error.js";
import { closed, died, failed, hung } from "./faults.js";
import type { Heads } from "./files.js";
import type { Answer, Order, Part, Settings } from "./wire.js";

/** Always the built one: a process of its own cannot be started from TypeScript, so tests and benchmarks build first. */
const CHILD = shipped("dist", "analyzers", "encoder", "child.js");

/** ms that it may take to load the model, at least. */
const LOADING = 30_000;

interface Call {
  id: number;
  answers: Encoded[];
  missing: number;
  resolve: (answers: Encoded[]) => void;
  reject: (error: EncoderError) => void;
}

/** One life of the encoder's process, which answers one order at a time and never lives on after a failure. */
export class EncoderProcess {
  /** Texts answered so far. */
  texts = 0;
  /** Its resident memory when it last answered, bytes. */
  memory = 0;

  private readonly child: ChildProcess;
  private readonly ready: Promise<void>;
  private call: Call | undefined;
  private next = 0;
  private loaded: (error?: EncoderError) => void = () => undefined;
  private timer: NodeJS.Timeout | undefined;
  /** ms without an answer that this order may take. */
  private patience = 0;
  private over = false;

  constructor(
    settings: Settings,
    private readonly heads: Heads,
  ) {
    this.child = fork(CHILD, { serialization: "advanced", stdio: ["ignore", "ignore", "ignore", "ipc"], execArgv: [] });
    this.ready = new Promise((resolve, reject) => {
      this.loaded = (error) => (error ? reject(error) : resolve());
    });
    this.ready.catch(() => undefined); // whoever waits for it hears of it
    this.child.on("message", (answer: Answer) => this.take(answer));
    this.child.on("error", (error) => this.end(died(error.message)));
    this.child.once("exit", (code, signal) => this.end(died(String(signal ?? code))));
    this.send(settings);
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /**
   * @param patience ms without any answer after which it counts as hung
   * @throws EncoderError; the process has then ended
   */
  async run(texts: readonly string[], patience: number): Promise<Encoded[]> {
    this.holdProgram(true);
    this.patience = patience;
    this.watch(Math.max(patience, LOADING));
    try {
      await this.ready;
      const id = this.next++;
      const answers = await new Promise<Encoded[]>((resolve, reject) => {
        this.call = { id, answers: new Array(texts.length), missing: texts.length, resolve, reject };
        this.watch(patience);
        this.send({ id, texts: texts.map(cutText) });
      });
      this.texts += texts.length;
      return answers;
    } finally {
      clearTimeout(this.timer);
      this.call = undefined;
      this.holdProgram(false);
    }
  }

  /** Ends it, and is done when it is gone. */
  async close(): Promise<void> {
    this.end(closed());
    if (this.child.exitCode !== null || this.child.signalCode !== null || this.child.pid === undefined) return;
    this.child.ref();
    await once(this.child, "exit");
  }

  /** A process that has nothing to do does not keep the program from ending. */
  private holdProgram(hold: boolean): void {
    const { child } = this;
    for (const part of [child, child.channel]) hold ? part?.ref() : part?.unref();
  }

  private watch(limit: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.end(hung(limit)), limit);
  }

  /** That it is gone is told by its end. */
  private send(message: Settings | Order): void {
    this.child.send(message, () => undefined);
  }

  private take(answer: Answer): void {
    if ("fault" in answer) this.end(failed(answer.fault, answer.message));
    else if ("ready" in answer) this.loaded();
    else this.takePart(answer);
  }

  private takePart({ id, at, outputs, memory }: Part): void {
    const { call } = this;
    if (call?.id !== id) return;
    this.memory = memory;
    this.watch(this.patience);
    try {
      const rows = decode(outputs, at.length, this.heads);
      for (const [i, place] of at.entries()) call.answers[place] = rows[i] as Encoded;
    } catch (error) {
      this.end(failed("output", (error as Error).message));
      return;
    }
    call.missing -= at.length;
    if (call.missing === 0) call.resolve(call.answers);
  }

  private end(error: EncoderError): void {
    if (this.over) return;
    this.over = true;
    this.child.kill("SIGKILL");
    this.loaded(error);
    this.call?.reject(error);
  }
}
