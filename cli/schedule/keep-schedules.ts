import { once } from "node:events";
import type { LoadedConfig } from "../../config/load.js";
import { MinyiError } from "../../core/errors.js";
import type { PipelineContext } from "../../pipelines/context.js";
import type { Due } from "../../pipelines/schedule/due.js";
import { Exclusive } from "../../pipelines/schedule/exclusive.js";
import { type Outcome, Scheduler } from "../../pipelines/schedule/scheduler.js";
import { runLine } from "../present/run-report.js";
import { logged, RunLog } from "../serve/run-log.js";
import type { Shell } from "../shell.js";

/** Does what is due until the signal, and then ends within ten seconds: a line for each job, the rest in the log. */
export async function keepSchedules(
  shell: Shell,
  loaded: LoadedConfig,
  context: PipelineContext,
  signal: AbortSignal,
): Promise<void> {
  const log = new RunLog(loaded, "schedule");
  const scheduler = new Scheduler(context, {
    exclusive: new Exclusive(),
    onJob: () => log.listeners,
    onEnd: (due, outcome) => tellEnd(shell, log, due, outcome),
    onTrouble: (error) => {
      shell.warn(words(error));
      log.current.error("schedules cannot be looked at", logged(error));
    },
  });
  try {
    shell.note({
      zh: "正在按时执行定时任务；按 Ctrl-C 或发 SIGTERM 停止。",
      en: "Schedules are kept; stop with Ctrl-C or SIGTERM.",
    });
    scheduler.start();
    if (!signal.aborted) await once(signal, "abort");
  } finally {
    await scheduler.stop();
    log.close();
  }
}

function tellEnd(shell: Shell, log: RunLog, { schedule: { name } }: Due, outcome: Outcome): void {
  if ("manifest" in outcome) {
    const { manifest } = outcome;
    shell.note(runLine(manifest, shell.language));
    for (const { fault } of manifest.steps) if (fault !== undefined) shell.warn(fault);
    log.current.info("run ended", { schedule: name, status: manifest.status, counts: manifest.counts });
    return;
  }
  const { zh, en } = words(outcome.error);
  const again = outcome.retryAt === undefined ? undefined : shell.zone().minuteText(outcome.retryAt).slice(11);
  shell.warn({
    zh: `定时任务 ${name} 失败：${zh}${again ? `（${again} 再试）` : ""}`,
    en: `schedule ${name} failed: ${en}${again ? ` (tried again at ${again})` : ""}`,
  });
  log.current.error("job failed", { schedule: name, ...logged(outcome.error) });
}

/** What can be told of an error on the screen; a defect is in the log. */
function words(error: unknown): { zh: string; en: string } {
  if (!(error instanceof MinyiError)) return { zh: "程序出错，详见日志", en: "a defect, see the log" };
  const { what, fix } = error;
  return { zh: [what.zh, fix?.zh].filter(Boolean).join("。"), en: [what.en, fix?.en].filter(Boolean).join(". ") };
}
