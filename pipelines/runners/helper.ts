import type { Redis } from "ioredis";
import type { MinyiConfig } from "../../config/schema.js";
import type { Localized } from "../../core/localized.js";
import { QueueWorker } from "./queue-worker.js";

/** ms without any worker after which this process works too. */
const WAIT = 30_000;

/** Sees to it that work in the queue is done by somebody: when there is no worker, by this process. */
export class Helper {
  private worker: QueueWorker | undefined;
  private opening: Promise<void> | undefined;
  private lonelySince: number | undefined;
  private most = 0;

  constructor(
    private readonly config: MinyiConfig,
    private readonly redis: Redis,
    private readonly tell: (message: Localized) => void,
    private readonly wait = WAIT,
  ) {}

  /** Told from time to time whether work waits, and how many workers of this plan and of others there are. */
  look(waiting: boolean, ours: number, others: number): void {
    this.most = Math.max(this.most, this.worker ? ours - 1 : ours);
    if (!waiting || ours > 0 || this.opening !== undefined) {
      this.lonelySince = undefined;
      return;
    }
    this.lonelySince ??= performance.now();
    if (performance.now() - this.lonelySince < this.wait) return;
    const seconds = Math.round(this.wait / 1000);
    const mismatch =
      others > 0
        ? {
            zh: `有 ${others} 个 worker 在线，但版本、词典或模型与这里不一致，不接这里的任务`,
            en: `${others} workers are online, but their version, dictionaries or model differ from this machine's`,
          }
        : { zh: "没有 worker 在线", en: "no worker is online" };
    this.tell({
      zh: `等了 ${seconds} 秒，${mismatch.zh}；先由本进程自己分析。（minyi worker 启动 worker，minyi doctor 查看差别）`,
      en: `After ${seconds} s ${mismatch.en}; this process does the work itself. (minyi worker starts one, minyi doctor shows the difference)`,
    });
    this.opening = QueueWorker.open({ config: this.config, redis: this.redis }).then(
      (worker) => {
        this.worker = worker;
      },
      (error: Error) => this.tell({ zh: `本进程也无法分析：${error.message}`, en: `It cannot: ${error.message}` }),
    );
  }

  /** For the record of the run. */
  facts(): Record<string, string | number> {
    return { workers: this.most, ...(this.worker && { "chunks of this process": this.worker.done }) };
  }

  async close(): Promise<void> {
    await this.opening;
    await this.worker?.close();
  }
}
