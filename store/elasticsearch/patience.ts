import { setTimeout } from "node:timers/promises";
import { DependencyError } from "../../core/errors.js";
import type { Localized } from "../../core/localized.js";
import { faultError } from "./fault-error.js";
import { type Fault, faultOf, passes } from "./faults.js";

export interface PatienceOptions {
  /** How long nothing may succeed before we give up, ms. */
  limit: number;
  /** Addresses, and beginning of the indices' names, for messages. */
  nodes: string;
  index: string;
  /** Told once when an outage has lasted for a while, and once when it is over. */
  onWait?: ((message: Localized) => void) | undefined;
  /** Ends all waiting. */
  signal?: AbortSignal | undefined;
  /** Current time (ms), a random number below 1, and a way to wait; for tests. */
  now?: () => number;
  random?: () => number;
  pause?: ((ms: number) => Promise<void>) | undefined;
}

const FIRST_DELAY = 100;
const LONGEST_DELAY = 5000;
/** An outage shorter than this is not worth a message, ms. */
const WORTH_TELLING = 2000;

/**
 * Tries again what fails for a while, with exponential backoff and jitter, until nothing has succeeded for the allowed
 * time. One for all requests of a store, so that an outage is told once.
 */
export class Patience {
  private failingSince: number | undefined;
  private told = false;
  private readonly now: () => number;

  constructor(private readonly options: PatienceOptions) {
    this.now = options.now ?? (() => performance.now());
  }

  /** Addresses, for messages. */
  get nodes(): string {
    return this.options.nodes;
  }

  /**
   * @throws DependencyError when patience has run out or waiting would not help; MinyiError when the request itself is
   * wrong; what `work` throws when it is no error of the client.
   */
  async run<T>(work: () => Promise<T>): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      const started = this.now();
      try {
        const result = await work();
        this.succeeded();
        return result;
      } catch (error) {
        const fault = faultOf(error);
        if (fault === undefined) throw error;
        await this.failed(fault, attempt, started);
      }
    }
  }

  /** To be told of every success: ends the outage. */
  succeeded(): void {
    this.failingSince = undefined;
    if (!this.told) return;
    this.told = false;
    this.options.onWait?.({ zh: "Elasticsearch 已恢复，继续。", en: "Elasticsearch is back, going on." });
  }

  /**
   * Waits before the next try, longer each time.
   * @param attempt how many tries without any progress there have been before this one
   * @param started when the request was sent, ms
   */
  async failed(fault: Fault, attempt: number, started = this.now()): Promise<void> {
    // A cluster that comes back cannot read its own users and API keys at first, and refuses everybody.
    const comingBack = fault.status === 401 && this.failingSince !== undefined;
    if (!passes(fault) && !comingBack) throw faultError(fault, this.options);
    this.failingSince ??= started;
    const lasted = this.now() - this.failingSince;
    const delay = this.delay(fault, attempt);
    if (lasted + delay > this.options.limit) throw faultError(fault, this.options);
    // Of a deleted index whoever has made it again has told.
    const tell = fault.kind === "blocked" || (fault.kind !== "deleted" && lasted + delay >= WORTH_TELLING);
    if (!this.told && tell) {
      this.told = true;
      this.options.onWait?.(waiting(fault, this.options));
    }
    await this.wait(delay);
  }

  private delay({ retryAfter }: Fault, attempt: number): number {
    const random = this.options.random ?? Math.random;
    const backoff = Math.min(FIRST_DELAY * 2 ** attempt, LONGEST_DELAY) * (0.5 + random() / 2);
    return Math.max(backoff, retryAfter ?? 0);
  }

  private async wait(ms: number): Promise<void> {
    const { signal, pause } = this.options;
    try {
      signal?.throwIfAborted();
      await (pause ? pause(ms) : setTimeout(ms, undefined, signal && { signal }));
    } catch (error) {
      if (!signal?.aborted) throw error;
      throw new DependencyError({
        zh: "等待 Elasticsearch 时被中断，已提交的进度不会丢失。",
        en: "Interrupted while waiting for Elasticsearch; committed progress is kept.",
      });
    }
  }
}

function waiting({ kind, type }: Fault, { nodes, index, limit }: PatienceOptions): Localized {
  const minutes = Math.max(1, Math.round(limit / 60_000));
  if (kind === "blocked") {
    return {
      zh: `Elasticsearch 的索引 ${index}-* 不可写入（${type}，多半是磁盘将满），正在等待，最多 ${minutes} 分钟。`,
      en: `Elasticsearch takes no writes to ${index}-* (${type}, mostly for a full disk): waiting, ${minutes} min at most.`,
    };
  }
  if (kind === "busy") {
    return {
      zh: `Elasticsearch（${nodes}）忙不过来（${type}），已放慢写入，最多等待 ${minutes} 分钟。`,
      en: `Elasticsearch (${nodes}) is too busy (${type}): writing more slowly, waiting ${minutes} min at most.`,
    };
  }
  return {
    zh: `Elasticsearch（${nodes}）没有应答（${type}），正在等待，最多 ${minutes} 分钟。`,
    en: `Elasticsearch (${nodes}) does not answer (${type}): waiting, ${minutes} min at most.`,
  };
}
