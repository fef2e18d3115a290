import { DependencyError } from "../../core/errors.js";
import type { Localized } from "../../core/localized.js";

/** Times a fault that may mend itself: tells once that it is there, once that it is over, and when to give up. */
export class Outage {
  /** When it began, by `performance.now()`: a clock that nobody sets back. */
  private since: number | undefined;

  constructor(
    private readonly address: string,
    /** Minutes. */
    private readonly patience: number,
    private readonly tell: (message: Localized) => void,
  ) {}

  /** Something did not work. @throws DependencyError when that has been so for too long. */
  went(reason: string, began = performance.now()): void {
    if (this.since === undefined) {
      this.since = began;
      const { patience } = this;
      this.tell({
        zh: `Redis 暂时用不了：${this.address}（${reason}）。恢复后自动继续，最多等 ${patience} 分钟。`,
        en: `Redis cannot be used just now: ${this.address} (${reason}). The run goes on by itself once it is back; it waits ${patience} minutes at most.`,
      });
    }
    if (performance.now() - this.since >= this.patience * 60_000) throw this.error(reason);
  }

  /** It works. */
  over(): void {
    if (this.since === undefined) return;
    const seconds = Math.round((performance.now() - this.since) / 1000);
    this.since = undefined;
    this.tell({
      zh: `Redis 恢复了（${seconds} 秒），继续运行。`,
      en: `Redis is back after ${seconds} s; going on.`,
    });
  }

  private error(reason: string): DependencyError {
    const { patience } = this;
    return new DependencyError(
      {
        zh: `Redis 用不了：${this.address}，等了 ${patience} 分钟没有恢复（${reason}）`,
        en: `Redis cannot be used: ${this.address} did not come back within ${patience} minutes (${reason})`,
      },
      {
        fix: {
          zh: "恢复 Redis 后重新运行 minyi run，已入库的不会重来；queue.patience 决定等多久。",
          en: "Bring Redis back and run minyi run again: what is stored stays; queue.patience says how long to wait.",
        },
      },
    );
  }
}
