import type { Language } from "../../core/localized.js";
import type { Zone } from "../../core/zone.js";
import type { Manifest } from "../../state/runs.js";
import type { Schedule } from "../../state/schedules.js";
import { kindWord, statusWord, triggerWord } from "./jobs-words.js";
import type { Style } from "./style.js";
import { type Cell, type Column, table } from "./table.js";

/** A schedule with what comes next and what was last. */
export interface ScheduleLook {
  schedule: Schedule;
  /** When it is due next, ms; not later than now: it waits to be made up for. */
  next: number;
  last?: Pick<Manifest, "runId" | "kind" | "trigger" | "status" | "startedAt">;
}

const TITLES: Record<Language, readonly string[]> = {
  zh: ["名称", "任务", "定时", "时区", "下次运行", "上次运行", "触发", "结果"],
  en: ["name", "job", "cron", "zone", "next run", "last run", "trigger", "result"],
};

/** The schedules, times on the office's wall clock. */
export function scheduleTable(
  looks: readonly ScheduleLook[],
  options: { language: Language; style: Style; width: number; zone: Zone; now: number },
): string {
  const { language, style, width, zone, now } = options;
  if (looks.length === 0) {
    return language === "zh"
      ? "没有定时任务。用 minyi schedule add 添加。"
      : "There are no schedules: minyi schedule add makes one.";
  }
  const columns = TITLES[language].map((title, i): Column => ({ title, flexible: i === 0 || i === 3 }));
  const due = { text: language === "zh" ? "待补跑" : "due now", paint: style.yellow };
  const rows = looks.map(({ schedule, next, last }): Cell[] => [
    schedule.name,
    kindWord(schedule.job, language),
    schedule.cron,
    schedule.timezone,
    next <= now ? due : zone.minuteText(next),
    last === undefined ? "-" : zone.minuteText(last.startedAt),
    last === undefined ? "-" : (triggerWord(last.trigger, last.kind, language).split(" ")[0] ?? ""),
    last === undefined ? "-" : statusCell(last.status, language, style),
  ]);
  return table(columns, rows, { style, total: width });
}

function statusCell(status: Manifest["status"], language: Language, style: Style): Cell {
  const paint = { running: style.cyan, done: style.green, failed: style.red, interrupted: style.yellow }[status];
  return { text: statusWord(status, language), paint };
}
