import { Queue, Worker } from "bullmq";
import { Redis } from "ioredis";
import type { Ticker, TickerListener } from "./ticker.js";

const QUEUE = "schedules";
/** Schedules change, and Redis forgets: so often both are compared. */
const COMPARE_EVERY = 30_000;

/** That Redis is away is told by the runner, whose work stands still meanwhile; here nothing does. */
const AWAY = () => undefined;

/**
 * BullMQ's job schedulers as a second clock. Redis holds nothing that counts: state decides what is due, and after a loss
 * of everything in Redis the schedules are put there again. While Redis is down the scheduler's own clock goes on.
 */
export class BullmqTicker implements Ticker {
  /** Answers at once or not at all. */
  private readonly asking: Redis;
  /** Waits for Redis as long as it takes. */
  private readonly listening: Redis;
  private queue: Queue | undefined;
  private worker: Worker | undefined;
  private timer: NodeJS.Timeout | undefined;
  private comparing: Promise<void> | undefined;
  private inTrouble = false;
  private stopped = false;

  constructor(private readonly options: { redis: string; prefix: string; compareEvery?: number }) {
    this.asking = new Redis(options.redis, { maxRetriesPerRequest: 0, enableOfflineQueue: false, lazyConnect: true });
    this.listening = new Redis(options.redis, { maxRetriesPerRequest: null, lazyConnect: true });
    this.asking.on("error", AWAY);
    this.listening.on("error", AWAY);
  }

  start(listener: TickerListener): void {
    const { prefix, compareEvery = COMPARE_EVERY } = this.options;
    const compare = () => void this.compare(listener);
    this.asking.on("ready", compare);
    this.asking.connect().catch(AWAY);
    this.timer = setInterval(compare, compareEvery);
    this.worker = new Worker(QUEUE, async () => listener.tick(), { connection: this.listening, prefix });
    this.worker.on("error", AWAY);
  }

  /** Never rejects. */
  private compare(listener: TickerListener): Promise<void> {
    this.comparing ??= this.makeEqual(listener)
      .then(() => {
        this.inTrouble = false;
      })
      .catch((error: unknown) => {
        if (!this.inTrouble && this.asking.status === "ready") listener.trouble(error);
        this.inTrouble = true;
      })
      .finally(() => {
        this.comparing = undefined;
      });
    return this.comparing;
  }

  /** Puts into Redis what is missing there or was changed, and takes away what is no longer wanted. */
  private async makeEqual(listener: TickerListener): Promise<void> {
    if (this.stopped || this.asking.status !== "ready") return;
    const queue = this.openQueue();
    const found = new Map((await queue.getJobSchedulers(0, -1)).map((scheduler) => [scheduler.key, scheduler]));
    for (const { name, cron, timezone } of listener.schedules()) {
      const there = found.get(name);
      found.delete(name);
      if (there?.pattern === cron && there.tz === timezone) continue;
      const opts = { removeOnComplete: true, removeOnFail: true };
      await queue.upsertJobScheduler(name, { pattern: cron, tz: timezone }, { name: "tick", opts });
    }
    for (const name of found.keys()) await queue.removeJobScheduler(name);
  }

  /** Only once Redis is there: a queue that was made before never comes to life. */
  private openQueue(): Queue {
    if (this.queue === undefined) {
      this.queue = new Queue(QUEUE, { connection: this.asking, prefix: this.options.prefix });
      this.queue.on("error", AWAY);
    }
    return this.queue;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.comparing;
    // A tick under way is the scheduler's to wait for.
    await this.worker?.close(true).catch(AWAY);
    await this.queue?.close().catch(AWAY);
    this.asking.disconnect();
    this.listening.disconnect();
  }
}
