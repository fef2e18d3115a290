import type { Command } from "commander";
import { EXIT, UsageError } from "../../core/errors.js";
import { makeCommand } from "../command.js";
import { wholeNumber } from "../options/values.js";
import type { Session } from "../session.js";
import type { Shell } from "../shell.js";

interface WorkerOptions {
  concurrency?: number;
}

/** ms between two lines about what was done. */
const REPORT_EVERY = 60_000;

/** `minyi worker`: analyses chunks from the queue until it is told to stop. Needs Redis and nothing else: no state, no store. */
export function workerCommand(session: Session): Command {
  return makeCommand<WorkerOptions>(session, {
    name: "worker",
    summary: {
      zh: "分析工作进程：可在任意多台机器上运行，只需要 Redis",
      en: "analyse what the queue holds: on as many machines as wanted, needs Redis only",
    },
    details: {
      zh: "各机器的 minyi 版本、词典和配置必须一致，否则不接任务（minyi doctor 会指出）。只收到已脱敏的文本。SIGTERM 或 Ctrl+C 后 10 秒内做完或交还手上的任务并退出。",
      en: "Version, dictionaries and configuration must be the same on every machine, otherwise a worker is given nothing (minyi doctor tells). It sees masked texts only. After SIGTERM or Ctrl+C it finishes or hands back its chunks within 10 seconds.",
    },
    options: [
      {
        flags: "--concurrency <n>",
        help: {
          zh: "分析线程数，每个约 250 MB；默认 queue.workers 或 1",
          en: "threads, about 250 MB each; default: queue.workers or 1",
        },
        parse: wholeNumber("--concurrency", 1, 64) as never,
      },
    ],
    examples: [
      {
        line: "REDIS_URL=redis://10.0.0.5:6379 minyi worker --concurrency 4",
        shows: { zh: "用 4 个线程分析", en: "analyses on four threads" },
      },
    ],
    run: work,
  });
}

async function work(shell: Shell, { concurrency }: WorkerOptions): Promise<void> {
  const { config: loaded, secrets } = shell.config();
  const { queue } = loaded;
  if (queue.type !== "bullmq" || queue.redis === undefined) {
    throw new UsageError(
      { zh: "没有配置 Redis，worker 无从取任务", en: "no Redis is configured: there is nothing to take work from" },
      {
        fix: {
          zh: "设环境变量 REDIS_URL，或在 minyi.yaml 写 queue: { type: bullmq, redis: redis://… }。",
          en: "Set REDIS_URL, or write queue: { type: bullmq, redis: redis://… } into minyi.yaml.",
        },
      },
    );
  }
  const config = { ...loaded, queue: { ...queue, ...(concurrency !== undefined && { workers: concurrency }) } };
  const signal = shell.untilStopped();
  process.once("SIGINT", () => shell.setExitCode(EXIT.interrupted));
  const [{ openRedis, redisAddress }, { QueueWorker }, { openLog }, { maskText }] = await Promise.all([
    import("../../pipelines/runners/redis.js"),
    import("../../pipelines/runners/queue-worker.js"),
    import("../log.js"),
    import("../../analyzers/privacy/mask.js"),
  ]);
  shell.maskWith(maskText);
  const address = redisAddress(queue.redis);
  const redis = await openRedis(queue.redis);
  const log = openLog(config.log, { run: "worker", mask: maskText, secrets });
  let timer: NodeJS.Timeout | undefined;
  try {
    let away = false;
    redis.on("close", () => {
      if (away || signal.aborted) return;
      away = true;
      shell.warn({
        zh: `与 Redis 的连接断了：${address}，正在重连。`,
        en: `Lost Redis at ${address}; connecting again.`,
      });
      log.warn("redis away", { address });
    });
    redis.on("ready", () => {
      away = false;
      shell.note({ zh: "Redis 恢复了。", en: "Redis is back." });
      log.info("redis back", { address });
    });
    let giveUp: (error: unknown) => void = () => undefined;
    const useless = new Promise<never>((_, reject) => {
      giveUp = reject;
    });
    useless.catch(() => undefined);
    const worker = await QueueWorker.open({
      config,
      redis,
      onFault: (error) => log.warn("fault", { error }),
      onUseless: giveUp,
    });
    const { size, plan } = worker;
    shell.note({
      zh: `worker 就绪：${address}，队列 ${worker.queue}，${plan.description.engine}，${size} 个线程。`,
      en: `worker ready: ${address}, queue ${worker.queue}, ${plan.description.engine}, ${size} threads.`,
    });
    log.info("worker ready", { address, queue: worker.queue, versions: plan.description.versions, threads: size });
    let told = 0;
    timer = setInterval(() => {
      if (worker.done === told) return;
      const { done } = worker;
      shell.note({
        zh: `已分析 ${done} 批（上一分钟 ${done - told} 批）。`,
        en: `${done} chunks analysed (${done - told} in the last minute).`,
      });
      log.info("chunks done", { done, lately: done - told });
      told = done;
    }, REPORT_EVERY);
    try {
      await Promise.race([aborted(signal), useless]);
    } finally {
      await worker.close();
      log.info("worker ended", { done: worker.done });
    }
  } catch (error) {
    log.error("worker failed", { error });
    throw error;
  } finally {
    clearInterval(timer);
    log.close();
    redis.disconnect();
  }
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
