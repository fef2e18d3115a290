import { randomBytes } from "node:crypto";
import { Queue, QueueEvents } from "bullmq";
import type { Redis } from "ioredis";
import type { MinyiConfig } from "../../config/schema.js";
import type { Localized } from "../../core/localized.js";
import { type Runner, type Task, TaskError } from "../../core/runner.js";
import { atMost } from "./at-most.js";
import { Helper } from "./helper.js";
import { clearLeftovers } from "./leftovers.js";
import { type LocalPlan, localPlan } from "./local-plan.js";
import { Outage } from "./outage.js";
import { listWorkers } from "./presence.js";
import { openRedis, redisAddress } from "./redis.js";
import { triesAfter } from "./tries.js";
import { decodeFailure, type JobData, queueName, queuesKey, resultKey } from "./wire.js";

/** ms between two looks at what is under way. */
const SWEEP = 2_000;

/** ms after which an answer that has not come means that Redis is away: on a broken connection, and on one that seems well. */
const SILENCE = 4_000;
const SILENCE_CONNECTED = 15_000;

/** ms for each part of the tidying up at the end. */
const TIDYING = 1_000;

/** Chunks in flight: enough that no worker waits, and no more than Redis and this process hold with ease. */
const FEWEST = 4;
const MOST = 32;

/** How many workers may die over a chunk. */
const DEATHS = 3;

export interface BullRunnerOptions {
  /** A connection to use, closed by its owner; default: one of its own, by `config.queue.redis`. */
  redis?: Redis;
  /** This process is the one coordinator: what a former one left in the queues is cleared. */
  alone?: boolean;
  /** Told once when the work has to wait, once when it goes on, and of everything else that a person should know. */
  onNotice?: (message: Localized) => void;
  /** ms without any worker after which this process works too. Default 30,000. */
  helpAfter?: number;
}

interface Entry {
  task: Task<unknown, unknown>;
  jobId: string;
  data: JobData;
  tries: number;
  /** Sweeps in a row that found nothing of it in Redis. */
  missing: number;
  /** Whether Redis has confirmed it since it was last handed out. */
  queued: boolean;
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
}

/**
 * Has tasks done by workers on any machine, by way of Redis. Nothing depends on Redis keeping anything: what is lost
 * there is handed out again.
 * @throws MinyiError when the analyzers cannot be opened here; DependencyError when Redis cannot be used.
 */
export async function openBullRunner(config: MinyiConfig, options: BullRunnerOptions = {}): Promise<BullRunner> {
  const plan = await localPlan(config);
  const redis = options.redis ?? (await openRedis(config.queue.redis as string));
  try {
    if (options.alone) await clearLeftovers(redis, config.queue.prefix, queueName(plan.hash));
    return new BullRunner(config, plan, redis, options);
  } catch (error) {
    if (options.redis === undefined) redis.disconnect();
    throw error;
  }
}

export class BullRunner implements Runner {
  private readonly prefix: string;
  private readonly queue: Queue<JobData>;
  private readonly events: QueueEvents;
  private readonly eventsConnection: Redis;
  /** Ids of this runner's jobs begin with it. */
  private readonly session = randomBytes(6).toString("hex");
  private readonly underWay = new Map<string, Entry>();
  private readonly outage: Outage;
  private readonly helper: Helper;
  private readonly timer: NodeJS.Timeout;
  private sweepBegan: number | undefined;
  private threadsSeen = 0;
  private numbers = 0;
  private closed = false;
  /** Set once it has given up: everything fails with it. */
  private fatal: unknown;

  constructor(
    config: MinyiConfig,
    private readonly plan: LocalPlan,
    private readonly redis: Redis,
    private readonly options: BullRunnerOptions,
  ) {
    const { prefix, patience } = config.queue;
    const tell = options.onNotice ?? (() => undefined);
    this.prefix = prefix;
    this.outage = new Outage(redisAddress(config.queue.redis as string), patience, tell);
    this.helper = new Helper(config, redis, tell, options.helpAfter);
    const name = queueName(plan.hash);
    // Small events only: results go by keys of their own.
    this.queue = new Queue(name, { connection: redis, prefix, streams: { events: { maxLen: 200 } } });
    this.eventsConnection = redis.duplicate();
    this.eventsConnection.on("error", () => undefined); // seen by the sweep
    this.events = new QueueEvents(name, { connection: this.eventsConnection, prefix });
    this.queue.on("error", () => undefined);
    this.events.on("error", () => undefined);
    this.events.on("completed", ({ jobId }) => void this.completed(jobId));
    this.events.on("failed", ({ jobId, failedReason }) => this.failed(jobId, failedReason));
    this.timer = setInterval(() => this.look(), SWEEP);
    this.look();
  }

  get capacity(): number {
    return Math.min(MOST, Math.max(FEWEST, 2 * this.threadsSeen + 2));
  }

  run<In, Out>(task: Task<In, Out>): Promise<Out> {
    if (task.name === "describe") return Promise.resolve(this.plan.description as Out);
    return new Promise((resolve, reject) => {
      const { payload, tries, timeoutShare } = task as unknown as Task<string, unknown>;
      const data: JobData = {
        payload,
        ...(timeoutShare !== undefined && { timeoutShare }),
        alone: tries !== undefined,
        deaths: Math.min(DEATHS, tries ?? DEATHS),
      };
      const entry = { task, data, jobId: "", tries: 0, missing: 0, queued: false, resolve, reject } as unknown as Entry;
      this.handOut(entry);
    });
  }

  facts(): Record<string, string | number> {
    return { queue: this.queue.name, ...this.helper.facts() };
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    const left = [...this.underWay.keys()];
    this.fail(new Error("the runner was closed"));
    await this.helper.close();
    const away = this.redis.status !== "ready";
    if (!away) await atMost(TIDYING, Promise.allSettled(left.map((jobId) => this.queue.remove(jobId))));
    await atMost(away ? 0 : TIDYING, Promise.allSettled([this.events.close(), this.queue.close()]));
    this.eventsConnection.disconnect();
    if (this.options.redis === undefined) this.redis.disconnect();
  }

  /** Puts a task into the queue under a new id. */
  private handOut(entry: Entry): void {
    if (this.fatal !== undefined) {
      entry.reject(this.fatal);
      return;
    }
    entry.jobId = `${this.session}-${++this.numbers}`;
    this.underWay.set(entry.jobId, entry);
    this.enqueue(entry);
  }

  /** Also for what has been lost: the queue takes an id once. */
  private enqueue(entry: Entry): void {
    const { jobId, data, task } = entry;
    entry.queued = false;
    entry.missing = 0;
    this.queue.add(task.name, data, { jobId, removeOnComplete: true, removeOnFail: true }).then(
      () => {
        entry.queued = true;
      },
      (error: Error) => this.hitch(error.message), // Redis is full or read-only; the sweep tries again
    );
  }

  private async completed(jobId: string): Promise<void> {
    if (!this.underWay.has(jobId)) return;
    // A fault here, or no result: the sweep sees to it.
    const result = await this.redis.getdel(resultKey(this.prefix, jobId)).catch(() => null);
    if (result !== null) this.settle(jobId, result);
  }

  private settle(jobId: string, result: string): void {
    const entry = this.underWay.get(jobId);
    if (entry === undefined) return; // came twice
    this.underWay.delete(jobId);
    entry.resolve(result);
  }

  private failed(jobId: string, reason: string): void {
    const entry = this.underWay.get(jobId);
    if (entry === undefined) return;
    this.underWay.delete(jobId);
    const { how, tries, message } = decodeFailure(reason);
    entry.tries += tries;
    if (entry.tries >= triesAfter(how, entry.task)) {
      entry.reject(new TaskError(how, entry.tries, message));
      return;
    }
    entry.data = { ...entry.data, alone: true };
    setTimeout(
      () => (this.closed ? entry.reject(new Error("the runner was closed")) : this.handOut(entry)),
      100 * 4 ** entry.tries,
    );
  }

  private fail(error: unknown): void {
    this.fatal = error;
    for (const entry of this.underWay.values()) entry.reject(error);
    this.underWay.clear();
  }

  private hitch(reason: string, began?: number): void {
    try {
      this.outage.went(reason, began);
    } catch (error) {
      this.fail(error);
    }
  }

  /** Every few seconds: is Redis there, has a result come without an event, has a job been lost, is anybody working? */
  private look(): void {
    if (this.sweepBegan !== undefined) {
      const limit = this.redis.status === "ready" ? SILENCE_CONNECTED : SILENCE; // either side may be very busy
      if (performance.now() - this.sweepBegan > limit) this.hitch("no answer", this.sweepBegan);
      return;
    }
    this.sweepBegan = performance.now();
    this.sweep()
      .catch((error: Error) => this.hitch(error.message))
      .finally(() => {
        this.sweepBegan = undefined;
      });
  }

  private async sweep(): Promise<void> {
    await this.redis.sadd(queuesKey(this.prefix), this.queue.name); // again and again: Redis may forget
    const workers = await listWorkers(this.redis, this.prefix);
    const ours = workers.filter(({ plan }) => plan === this.plan.hash);
    this.threadsSeen = ours.reduce((sum, { concurrency }) => sum + concurrency, 0);
    this.helper.look(this.underWay.size > 0, ours.length, workers.length - ours.length);
    const entries = [...this.underWay.values()];
    if (entries.length === 0) return this.outage.over();
    const ask = this.redis.multi();
    for (const { jobId } of entries) ask.exists(this.queue.toKey(jobId)).getdel(resultKey(this.prefix, jobId));
    const answers = (await ask.exec()) ?? [];
    let well = true;
    for (const [i, entry] of entries.entries()) {
      const [error, exists] = answers[2 * i] as [Error | null, number];
      const [, result] = answers[2 * i + 1] as [Error | null, string | null];
      if (error) throw error;
      if (result) this.settle(entry.jobId, result);
      else if (exists === 1) entry.missing = 0;
      // Twice, since the event of an end may be on its way.
      else if (++entry.missing >= 2 && this.underWay.has(entry.jobId)) {
        well &&= entry.queued;
        this.enqueue(entry);
      }
    }
    if (well) this.outage.over();
  }
}
