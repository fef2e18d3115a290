import type { Language } from "../../core/localized.js";
import type { Zone } from "../../core/zone.js";
import type { Job, Snapshot } from "../jobs/snapshot.js";
import { oneLine } from "./escape.js";
import { kindWord, spanText, statusWord, stepWord, triggerWord } from "./jobs-words.js";
import { exact } from "./numbers.js";

function progress(job: Job, language: Language): string {
  const step = job.steps.findLast(({ status }) => status === "running") ?? job.steps.at(-1);
  const words = [`#${job.run}`, kindWord(job.kind, language), triggerWord(job.trigger, job.kind, language)];
  if (!step) return words.join(" ");
  const share = step.share === undefined ? "" : ` ${Math.floor(step.share * 100)}%`;
  const records =
    step.records === undefined ? "" : ` ${exact(step.records)}${language === "zh" ? " 件" : " records"}${share}`;
  return `${words.join(" ")}: ${stepWord(step.name, language)}${records}`;
}

function ending(job: Job, language: Language): string {
  const { counts } = job;
  const zh = language === "zh";
  const figures = zh
    ? `读入 ${exact(counts.in)}，新增 ${exact(counts.new)}，更正 ${exact(counts.replaced)}，拒收 ${exact(counts.rejected)}`
    : `${exact(counts.in)} read, ${exact(counts.new)} new, ${exact(counts.replaced)} corrected, ${exact(counts.rejected)} rejected`;
  const degraded = job.degraded > 0 ? `${zh ? "，降级 " : ", degraded "}${exact(job.degraded)}` : "";
  const time = spanText(job.seconds, language);
  const why = job.message ? `${zh ? "；" : "; "}${oneLine(job.message[language])}` : "";
  return `#${job.run} ${statusWord(job.status, language)}${zh ? "，" : ", "}${time}${zh ? "：" : ": "}${figures}${degraded}${why}`;
}

/**
 * What has changed since the last look, one line each with the time before it: a run that started, went on or ended.
 * At the first look (`before` undefined) what runs now.
 */
export function changeLines(
  before: Snapshot | undefined,
  now: Snapshot,
  { language, zone }: { language: Language; zone: Zone },
): string[] {
  const said = new Set(before?.running.map((job) => progress(job, language)));
  const lines = now.running.map((job) => progress(job, language)).filter((line) => !said.has(line));
  const open = new Set(before?.running.map(({ run }) => run));
  const latest = Math.max(0, ...(before?.history.map(({ run }) => run) ?? []));
  const ended = now.history
    .filter(({ run }) => before !== undefined && (open.has(run) || run > latest))
    .reverse()
    .map((job) => ending(job, language));
  const none =
    before === undefined && lines.length === 0 ? [language === "zh" ? "现在没有运行" : "nothing is running"] : [];
  const time = `${zone.minuteText(now.at)}:${String(Math.floor(now.at / 1000) % 60).padStart(2, "0")}`;
  return [...ended, ...lines, ...none].map((line) => `${time}  ${line}`);
}
