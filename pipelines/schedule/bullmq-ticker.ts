import { Queue, Worker } from "bullmq";
import { Redis } from "ioredis";
import type { ScheduleEntry } from "../../state/schedules.js";
import type { Ticker } from "./ticker.js";

const QUEUE = "schedules";
/** Schedules change, and Redis forgets: so often both are compared. */
const COMPARE_EVERY = 30_000;

/**
 * BullMQ's job schedulers as a second clock. Redis holds nothing that counts: state decides what is due, and after a loss
 * of everything in Redis the schedules are put there again. While Redis is down the scheduler's own clock goes on.
 */
export class BullmqTicker implements Ticker {
  private readonly connections: Redis[];
  private readonly queue: Queue;
  private worker: Worker | undefined;
  private timer: NodeJS.Timeout | undefined;
  private comparing: Promise<void> | undefined;
  private schedules: () => readonly ScheduleEntry[] = () => [];
  private stopped = false;

  constructor(private readonly options: { redis: string; prefix: string; compareEvery?: number }) {
    // A command that Redis does not answer fails at once here, and waits where the worker listens.
    const asking = new Redis(options.redis, { maxRetriesPerRequest: 0, enableOfflineQueue: false });
    const listening = new Redis(options.redis, { maxRetriesPerRequest: null });
    this.connections = [asking, listening];
    // That Redis is away is told by the runner, whose work stands still meanwhile; here nothing does.
    for (const connection of this.connections) connection.on("error", () => undefined);
    asking.on("ready", () => void this.compare());
    this.queue = new Queue(QUEUE, { connection: asking, prefix: options.prefix, skipWaitingForReady: true });
    this.queue.on("error", () => undefined);
  }

  start(schedules: () => readonly ScheduleEntry[], tick: () => void): void {
    const { prefix, compareEvery = COMPARE_EVERY } = this.options;
    this.schedules = schedules;
    this.worker = new Worker(QUEUE, async () => tick(), { connection: this.connections[1] as Redis, prefix });
    this.worker.on("error", () => undefined);
    this.timer = setInterval(() => void this.compare(), compareEvery);
    void this.compare();
  }

  /** Puts into Redis what is missing there or was changed, and takes away what is no longer wanted. Never rejects. */
  compare(): Promise<void> {
    this.comparing ??= this.makeEqual()
      .catch(() => undefined)
      .finally(() => {
        this.comparing = undefined;
      });
    return this.comparing;
  }

  private async makeEqual(): Promise<void> {
    if (this.stopped || this.connections[0]?.status !== "ready") return;
    const wanted = this.schedules();
    const found = new Map((await this.queue.getJobSchedulers(0, -1)).map((scheduler) => [scheduler.key, scheduler]));
    for (const { name, cron, timezone } of wanted) {
      const there = found.get(name);
      found.delete(name);
      if (there?.pattern === cron && there.tz === timezone) continue;
      const opts = { removeOnComplete: true, removeOnFail: true };
      await this.queue.upsertJobScheduler(name, { pattern: cron, tz: timezone }, { name: "tick", opts });
    }
    for (const name of found.keys()) await this.queue.removeJobScheduler(name);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.comparing;
    // What it would wait for, a tick, is the scheduler's to wait for.
    await this.worker?.close(true).catch(() => undefined);
    await this.queue.close().catch(() => undefined);
    for (const connection of this.connections) connection.disconnect();
  }
}
