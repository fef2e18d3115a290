import { hostname } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { type Job, UnrecoverableError, WaitingError, Worker } from "bullmq";
import type { Redis } from "ioredis";
import type { MinyiConfig } from "../../config/schema.js";
import { DependencyError } from "../../core/errors.js";
import { atMost } from "./at-most.js";
import { InlineRunner } from "./inline.js";
import { type LocalPlan, localPlan } from "./local-plan.js";
import { announce } from "./presence.js";
import { encodeFailure, failureOf, type JobData, queueName, RESULT_LIFE, resultKey } from "./wire.js";

/** ms without a sign of life after which a worker's chunks go to another one. */
const LOCK = 10_000;
const LOOK_FOR_DEAD = 5_000;

/** ms before a chunk is handed back whose result could not be left in Redis. */
const PAUSE = 1_000;

/** ms that chunks under way are given when the worker ends, before they are handed back; and in which all must be over. */
const FINISH = 6_000;
const END = 9_000;

export interface QueueWorkerOptions {
  config: MinyiConfig;
  /** Lent; stays open. */
  redis: Redis;
  /** Told of faults that mend themselves, such as a lost connection. */
  onFault?: (error: Error) => void;
  /** Told when this machine cannot do the work: the worker is of no use any more. */
  onUseless?: (error: unknown) => void;
  /** Ms by the wall; for tests. */
  lock?: number;
}

/** Takes masked chunks from the queue of its plan, analyses them on threads of its own, leaves results in Redis. */
export class QueueWorker {
  readonly queue: string;
  /** Chunks done. */
  done = 0;
  private readonly worker: Worker<JobData, undefined>;
  /** One for each chunk under way: gives it up. */
  private readonly handBacks = new Set<() => void>();
  private readonly leave: () => Promise<void>;

  private constructor(
    readonly plan: LocalPlan,
    private readonly threads: InlineRunner,
    private readonly options: QueueWorkerOptions,
  ) {
    const { config, redis, lock = LOCK } = options;
    this.queue = queueName(plan.hash);
    this.worker = new Worker<JobData, undefined>(this.queue, (job, token) => this.work(job, token), {
      connection: redis,
      prefix: config.queue.prefix,
      concurrency: threads.size + 1, // one at hand
      lockDuration: lock,
      stalledInterval: Math.min(lock, LOOK_FOR_DEAD),
      maxStalledCount: Number.MAX_SAFE_INTEGER, // `deaths` of the job decides
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
    });
    this.worker.on("error", (error) => options.onFault?.(error));
    const since = Date.now();
    this.leave = announce(redis, config.queue.prefix, this.worker.id, () => ({
      host: hostname(),
      pid: process.pid,
      plan: plan.hash,
      since,
      done: this.done,
      concurrency: threads.size,
    }));
  }

  /** @throws MinyiError when the analyzers cannot be opened. */
  static async open(options: QueueWorkerOptions): Promise<QueueWorker> {
    const threads = new InlineRunner(options.config);
    try {
      return new QueueWorker(await localPlan(options.config, threads), threads, options);
    } catch (error) {
      await threads.close();
      throw error;
    }
  }

  get size(): number {
    return this.threads.size;
  }

  /** Finishes what is under way, or hands it back when that takes long; over within 10 seconds, no lock left (R2). */
  async close(): Promise<void> {
    const finish = setTimeout(() => {
      for (const handBack of this.handBacks) handBack();
    }, FINISH);
    const away = this.options.redis.status !== "ready"; // then nothing can be handed back: the locks run out by themselves
    await atMost(away ? 0 : END, Promise.allSettled([this.worker.close(), this.leave()]));
    clearTimeout(finish);
    this.worker.disconnect().catch(() => undefined);
    await this.threads.close();
  }

  private async work(job: Job<JobData, undefined>, token: string | undefined): Promise<undefined> {
    const { payload, timeoutShare, alone, deaths } = job.data;
    if (job.stalledCounter >= deaths) {
      const message = "the worker that had it fell silent";
      throw new UnrecoverableError(encodeFailure({ how: "crashed", tries: job.stalledCounter, message }));
    }
    try {
      const task = { name: job.name, payload, tries: 1, ...(timeoutShare !== undefined && { timeoutShare }) };
      const result = await this.orHandBack(this.threads.run<string, string>(task, alone));
      const { redis, config } = this.options;
      await redis.set(resultKey(config.queue.prefix, job.id as string), result, "PX", RESULT_LIFE);
      this.done++;
      return undefined;
    } catch (error) {
      const failure = failureOf(error);
      if (failure) throw new UnrecoverableError(encodeFailure(failure));
      if (error instanceof DependencyError) this.options.onUseless?.(error);
      else if (!(error instanceof HandedBack)) {
        this.options.onFault?.(error as Error);
        await pause(PAUSE); // Redis is full, say: no use in trying at once
      }
      await job.moveToWait(token);
      throw new WaitingError();
    }
  }

  /** Not a race of promises: one that never settles would hold every result for good. */
  private orHandBack<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const handBack = () => reject(new HandedBack());
      this.handBacks.add(handBack);
      work.then(resolve, reject).finally(() => this.handBacks.delete(handBack));
    });
  }
}

class HandedBack extends Error {}
