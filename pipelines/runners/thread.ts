import { Piscina } from "piscina";
import type { MinyiConfig } from "../../config/schema.js";
import { shipped } from "../../core/paths.js";
import { atMost } from "./at-most.js";
import { ChildPool } from "./child-pool.js";

/** Always the built one: a worker thread cannot be started from TypeScript, so tests and benchmarks build first. */
const WORKER = shipped("dist", "pipelines", "runners", "worker.js");

/** ms in which dictionaries and models are loaded, on whatever machine. */
const LOADING = 120_000;

/** ms that it is given to end what it has started; that ends by itself too, a little later. */
const CLOSING = 2_000;

/** The thread ended before it had answered. */
export class ThreadDied extends Error {
  override readonly name = "ThreadDied";
  constructor(
    readonly how: "crashed" | "hung",
    /** Whose doing it was: this task's, that of the one before it in the line, or the thread never came up. */
    readonly fault: "own" | "neighbour" | "loading",
    message: string,
  ) {
    super(message);
  }
}

interface Place {
  name: string;
  payload: unknown;
  /** ms that the thread may be at it. */
  limit: number;
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
}

/** What is asked of the thread, or of the process that has taken its place. */
type Pool = Pick<Piscina, "threads" | "destroy" | "run"> | ChildPool;

/**
 * One worker thread with a line of tasks. When it dies or hangs the first in the line is taken for the cause: right for
 * certain only where that one was alone. A dead thread is replaced, when the next task comes, by a process: that one can
 * die again and again without leaving anything behind. Either loads the analyzers, about 250 MB.
 */
export class WorkerThread {
  private pool: Pool | undefined;
  /** Whether a thread has died here before. */
  private unsafe = false;
  private line: Place[] = [];
  private loaded = false;
  /** What the thread ended with. */
  private reason = "";
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly config: MinyiConfig) {
    this.start();
  }

  /** Tasks with it: the one it works on, and those at hand. */
  get load(): number {
    return this.line.length;
  }

  /** @throws whatever the task throws; {@link ThreadDied} when its thread ended. */
  run(name: string, payload: unknown, limit: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const pool = this.pool ?? this.start();
      const place = { name, payload, limit, resolve, reject };
      this.line.push(place);
      if (this.line.length === 1) this.watch();
      pool.run(payload, { name }).then(
        (result) => this.leave(place, () => resolve(result)),
        (error: unknown) => {
          if (pool.threads.length > 0) this.leave(place, () => reject(error));
          else this.reason = messageOf(error); // the thread is gone: `died` follows and knows whose fault it was
        },
      );
    });
  }

  async close(): Promise<void> {
    clearTimeout(this.timer);
    const { pool } = this;
    const idle = this.loaded && this.line.length === 0;
    for (const { reject } of this.line.splice(0)) reject(new Error("the worker thread was closed"));
    this.pool = undefined;
    if (pool === undefined) return;
    const end = idle ? pool.run(null, { name: "close" }) : Promise.resolve();
    await atMost(
      CLOSING,
      end.catch(() => undefined),
    );
    await pool.destroy();
  }

  private start(): Pool {
    const pool = this.unsafe ? new ChildPool(this.config) : threadOf(this.config);
    this.pool = pool;
    this.loaded = false;
    this.reason = "it ended without a word";
    pool.on("error", () => undefined); // an idle thread that breaks is replaced by the next task
    pool.on("workerDestroy", () => {
      // The reason comes with the rejections, which follow at once.
      setImmediate(() => this.died(pool, "crashed", this.reason));
    });
    // Comes once the thread has loaded everything and before it is given anything.
    pool.on("workerCreate", () => {
      if (this.pool !== pool) return;
      this.loaded = true;
      this.watch();
    });
    // A thread is made for the first task: so that it loads now, it is given one.
    pool.run(null, { name: "ready" }).catch((error: unknown) => {
      this.reason = messageOf(error);
    });
    this.watch();
    return pool;
  }

  /** The first in the line has so long; before it can begin, the thread has so long to load. */
  private watch(): void {
    clearTimeout(this.timer);
    const [first] = this.line;
    const { pool } = this;
    if (pool === undefined || (this.loaded && first === undefined)) return;
    const limit = this.loaded && first !== undefined ? first.limit : LOADING;
    this.timer = setTimeout(() => this.died(pool, "hung", `no answer within ${limit / 1000} s`), limit);
    this.timer.unref();
  }

  private leave(place: Place, settle: () => void): void {
    const at = this.line.indexOf(place);
    if (at < 0) return; // settled when its thread died
    this.line.splice(at, 1);
    if (at === 0) this.watch();
    settle();
  }

  private died(pool: Pool, how: "crashed" | "hung", message: string): void {
    if (this.pool !== pool) return;
    clearTimeout(this.timer);
    this.pool = undefined;
    this.unsafe = true;
    const { loaded } = this;
    for (const [i, { reject }] of this.line.splice(0).entries()) {
      reject(new ThreadDied(how, loaded ? (i === 0 ? "own" : "neighbour") : "loading", message));
    }
    pool.destroy().catch(() => undefined);
  }
}

function threadOf(config: MinyiConfig): Piscina {
  return new Piscina({
    filename: WORKER,
    workerData: config,
    // None to begin with: then a thread that cannot load is not started again and again behind our back.
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: Number.POSITIVE_INFINITY,
    // The next chunk already lies with the thread when it is done with one: our own thread may be busy just then.
    concurrentTasksPerWorker: 2,
    // Drafts die young: a small nursery is swept often and cheaply, and keeps a thread 30 MB smaller.
    resourceLimits: { maxYoungGenerationSizeMb: 16 },
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
