import type { MinyiConfig } from "../../config/schema.js";
import { DependencyError } from "../../core/errors.js";
import { type Runner, type Task, TaskError } from "../../core/runner.js";
import { ThreadDied, WorkerThread } from "./thread.js";
import { timeLimit, triesAfter } from "./tries.js";

/**
 * Worker threads unless the configuration says otherwise. One analyses faster than the coordinator's own thread can
 * write, and every further one costs another 250 MB for the segmenter's dictionary.
 */
const WORKERS = 1;

/** Tasks with a thread at once: the one it works on, and the next at hand. */
const LINE = 2;

/** How often a thread may fail to load before that is taken for the machine's fault and not for an accident. */
const LOADINGS = 3;

interface Entry {
  task: Task<unknown, unknown>;
  tries: number;
  loadings: number;
  /** Has a thread to itself, so that it can be told for certain what it does to it. */
  alone: boolean;
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
}

/** Runs tasks on worker threads of this process; the coordinator's own thread analyses nothing. */
export class InlineRunner implements Runner {
  readonly capacity: number;
  /** Number of threads. */
  readonly size: number;
  private readonly threads: WorkerThread[];
  private readonly waiting: Entry[] = [];
  /** Threads whose task must have no neighbour. */
  private readonly reserved = new Set<WorkerThread>();
  private readonly pauses = new Set<NodeJS.Timeout>();
  private closed = false;

  constructor(private readonly config: MinyiConfig) {
    this.size = config.queue.workers ?? WORKERS;
    this.capacity = this.size + 2;
    this.threads = Array.from({ length: this.size }, () => new WorkerThread(config));
  }

  /** `alone`: with no neighbour on its thread from the first try on. Default: from the second on. */
  run<In, Out>(task: Task<In, Out>, alone = task.tries !== undefined): Promise<Out> {
    return new Promise((resolve, reject) => {
      const entry = { task, tries: 0, loadings: 0, alone, resolve, reject } as unknown as Entry;
      this.waiting.push(entry);
      this.handOut();
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const pause of this.pauses) clearTimeout(pause);
    for (const { reject } of this.waiting.splice(0)) reject(new Error("the runner was closed"));
    await Promise.all(this.threads.map((thread) => thread.close()));
  }

  private handOut(): void {
    while (this.waiting.length > 0) {
      const [entry] = this.waiting as [Entry];
      const thread = this.threads.reduce((least, other) => (other.load < least.load ? other : least));
      if (this.reserved.has(thread) || thread.load >= (entry.alone ? 1 : LINE)) return;
      this.waiting.shift();
      if (entry.alone) this.reserved.add(thread);
      const { name, payload } = entry.task;
      thread
        .run(name, payload, timeLimit(entry.task, this.config.queue.taskTimeout))
        .then(entry.resolve, (error: unknown) => this.failed(entry, error))
        .finally(() => {
          this.reserved.delete(thread);
          this.handOut();
        });
    }
  }

  private failed(entry: Entry, error: unknown): void {
    if (this.closed) {
      entry.reject(error);
      return;
    }
    const died = error instanceof ThreadDied ? error : undefined;
    entry.alone = true;
    if (died?.fault === "neighbour") {
      this.waiting.unshift(entry);
      return;
    }
    if (died?.fault === "loading") {
      entry.loadings++;
      if (entry.loadings >= LOADINGS) {
        entry.reject(cannotLoad(died));
        return;
      }
    } else {
      entry.tries++;
      const how = died?.how ?? "threw";
      const message = error instanceof Error ? error.message : String(error);
      if (entry.tries >= triesAfter(how, entry.task)) {
        entry.reject(new TaskError(how, entry.tries, message, { cause: error }));
        return;
      }
    }
    const pause = setTimeout(
      () => {
        this.pauses.delete(pause);
        this.waiting.unshift(entry);
        this.handOut();
      },
      100 * 4 ** (entry.tries + entry.loadings - 1),
    );
    this.pauses.add(pause);
  }
}

function cannotLoad(died: ThreadDied): DependencyError {
  return new DependencyError(
    {
      zh: `分析线程启动不了（试了 ${LOADINGS} 次）：${died.message}`,
      en: `the analysing thread does not come up (${LOADINGS} tries): ${died.message}`,
    },
    {
      fix: {
        zh: "每个线程约需 250 MB 内存：检查可用内存，或调小 queue.workers；运行 minyi doctor 检查安装。",
        en: "A thread needs about 250 MB: check the free memory or lower queue.workers; minyi doctor checks the installation.",
      },
      cause: died,
    },
  );
}
