import { Piscina } from "piscina";
import type { MinyiConfig } from "../../config/schema.js";
import { shipped } from "../../core/paths.js";
import type { Runner, Task } from "../../core/runner.js";

/** Always the built one: a worker thread cannot be started from TypeScript, so tests and benchmarks build first. */
const WORKER = shipped("dist", "pipelines", "runners", "worker.js");

/**
 * Worker threads unless the configuration says otherwise. One analyses faster than the coordinator's own thread can
 * write, and every further one costs another 250 MB for the segmenter's dictionary.
 */
const WORKERS = 1;

/**
 * Runs tasks on worker threads of this process. Each thread loads the analyzers once (the segmenter's dictionary is
 * about 250 MB a thread); the coordinator's thread never does.
 */
export class InlineRunner implements Runner {
  readonly capacity: number;
  private readonly pool: Piscina;

  constructor(config: MinyiConfig) {
    const workers = config.queue.workers ?? WORKERS;
    this.capacity = workers + 2;
    this.pool = new Piscina({
      filename: WORKER,
      workerData: config,
      minThreads: workers,
      maxThreads: workers,
      // The next chunk already lies with the thread when it is done with one: this thread may be busy writing just then.
      concurrentTasksPerWorker: 2,
      // Drafts die young: a small nursery is swept often and cheaply, and keeps a thread 30 MB smaller.
      resourceLimits: { maxYoungGenerationSizeMb: 16 },
    });
  }

  run<In, Out>(task: Task<In, Out>): Promise<Out> {
    return this.pool.run(task.payload, { name: task.name }) as Promise<Out>;
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }
}
