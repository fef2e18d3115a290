import type { Language } from "../../core/localized.js";
import type { Zone } from "../../core/zone.js";
import type { QueueLook } from "../jobs/queue.js";
import type { Job, JobInbox, JobStep, Snapshot } from "../jobs/snapshot.js";
import { oneLine } from "./escape.js";
import { kindWord, spanText, statusWord, stepWord, triggerWord } from "./jobs-words.js";
import { exact } from "./numbers.js";
import { duration } from "./progress.js";
import { bar } from "./sparkline.js";
import type { Style } from "./style.js";
import { type Cell, type Column, table } from "./table.js";
import { pad, wrap } from "./width.js";

export interface JobsLook {
  language: Language;
  style: Style;
  width: number;
  zone: Zone;
}

const BAR = 12;

function statusCell(status: Job["status"], { language, style }: JobsLook): Cell {
  const paint = { running: style.cyan, done: style.green, failed: style.red, interrupted: style.yellow }[status];
  return { text: statusWord(status, language), paint };
}

function shareText(step: JobStep): string {
  if (step.share === undefined) return "";
  return `▕${pad(bar(step.share, 1, BAR), BAR)}▏${String(Math.floor(step.share * 100)).padStart(3)}%`;
}

function stepRow(step: JobStep, look: JobsLook): Cell[] {
  const { language } = look;
  return [
    stepWord(step.name, language),
    statusCell(step.status, look),
    step.records === undefined ? "" : exact(step.records),
    step.degraded === undefined ? "" : { text: exact(step.degraded), paint: look.style.yellow },
    step.perSecond === undefined ? "" : exact(step.perSecond),
    duration(step.seconds),
    shareText(step),
    step.secondsLeft === undefined ? "" : duration(step.secondsLeft),
  ];
}

function stepTable(job: Job, look: JobsLook): string {
  const zh = look.language === "zh";
  const columns: Column[] = [
    { title: zh ? "步骤" : "step", flexible: true },
    { title: zh ? "状态" : "status" },
    { title: zh ? "件数" : "records", align: "right" },
    { title: zh ? "其中降级" : "degraded", align: "right" },
    { title: zh ? "件/秒" : "per s", align: "right" },
    { title: zh ? "用时" : "time", align: "right" },
    { title: zh ? "本文件进度" : "of this input" },
    { title: zh ? "剩余" : "left", align: "right" },
  ];
  const rows = job.steps.map((step) => stepRow(step, look));
  // Columns that say nothing at the moment only take room.
  const kept = columns.map((_, i) => i < 2 || rows.some((row) => row[i] !== ""));
  const keep = <T>(cells: readonly T[]): T[] => cells.filter((_, i) => kept[i]);
  return table(keep(columns), rows.map(keep), { style: look.style, total: look.width, indent: 2 });
}

function chunkLine({ chunks }: Job, { language, style }: JobsLook): string[] {
  if (!chunks || chunks.running + chunks.done + chunks.failed === 0) return [];
  const { running, done, failed, poisoned } = chunks;
  const parts =
    language === "zh"
      ? [
          `${done} 批完成`,
          `${running} 批在办`,
          failed > 0 ? `${failed} 批失败` : "",
          poisoned > 0 ? `${poisoned} 件毒件` : "",
        ]
      : [
          `${done} chunks done`,
          `${running} under way`,
          failed > 0 ? `${failed} failed` : "",
          poisoned > 0 ? `${poisoned} poison items` : "",
        ];
  return [style.dim(`  ${parts.filter(Boolean).join(language === "zh" ? "，" : ", ")}`)];
}

function runningText(job: Job, look: JobsLook): string {
  const { language, style, zone } = look;
  const clock = zone.minuteText(job.startedAt);
  const words = [kindWord(job.kind, language), triggerWord(job.trigger, job.kind, language)];
  const title =
    language === "zh"
      ? `正在运行  #${job.run} ${words.join(" · ")} · ${clock} 开始，已 ${spanText(job.seconds, language)}`
      : `Running  #${job.run} ${words.join(" · ")} · since ${clock}, ${spanText(job.seconds, language)}`;
  const steps = job.steps.length > 0 ? [stepTable(job, look)] : [];
  return [style.bold(title), ...steps, ...chunkLine(job, look)].join("\n");
}

function inboxText({ source, count, oldest }: JobInbox, at: number, language: Language): string {
  const age = oldest === undefined ? "" : spanText((at - oldest) / 1000, language);
  if (count === 0) return language === "zh" ? `${source} 没有积压` : `${source}: nothing waits`;
  return language === "zh"
    ? `${source} ${exact(count)} 件待分析，最久的等了 ${age}`
    : `${source}: ${exact(count)} wait for analysis, the first for ${age}`;
}

function queueLines(queue: QueueLook, { language }: JobsLook): string[] {
  if (queue.fault) return [queue.fault[language]];
  const { waiting, active, delayed, failed, workers } = queue;
  const zh = language === "zh";
  const parts = zh
    ? [
        `等待 ${waiting} 批`,
        `进行中 ${active} 批`,
        delayed > 0 ? `待重试 ${delayed} 批` : "",
        failed > 0 ? `失败 ${failed} 批` : "",
      ]
    : [
        `${waiting} chunks wait`,
        `${active} under way`,
        delayed > 0 ? `${delayed} to try again` : "",
        failed > 0 ? `${failed} failed` : "",
      ];
  const counts = parts.filter(Boolean).join(zh ? "，" : ", ");
  if (workers.length === 0) {
    return [
      counts,
      zh
        ? "没有 worker 在线：在任意一台机器上运行 minyi worker"
        : "no worker is online: start minyi worker on any machine",
    ];
  }
  const list = workers.map(({ host, pid, done }) =>
    zh ? `${host}:${pid} 已办 ${exact(done)} 批` : `${host}:${pid} did ${exact(done)} chunks`,
  );
  return [
    counts,
    zh ? `${workers.length} 个 worker：${list.join("、")}` : `${workers.length} workers: ${list.join(", ")}`,
  ];
}

/** Facts under a title of their own, several lines where need be. */
function block(title: string, lines: readonly string[], look: JobsLook): string {
  const indent = 10;
  return lines
    .flatMap((line) => wrap(oneLine(line), look.width - indent))
    .map((line, i) => `${look.style.dim(pad(i === 0 ? title : "", indent))}${line}`)
    .join("\n");
}

function waitingText(snapshot: Snapshot, look: JobsLook): string[] {
  const zh = look.language === "zh";
  const { inbox, queue, schedules, at } = snapshot;
  const parts: string[] = [];
  if (inbox.length > 0)
    parts.push(
      block(
        zh ? "收件箱" : "Inbox",
        inbox.map((one) => inboxText(one, at, look.language)),
        look,
      ),
    );
  if (queue) parts.push(block(zh ? "队列" : "Queue", queueLines(queue, look), look));
  if (schedules.length > 0) {
    const list = schedules.map(({ name, next }) => `${name} ${look.zone.minuteText(next).slice(5)}`);
    parts.push(block(zh ? "下次定时" : "Next", [list.join(zh ? "，" : ", ")], look));
  }
  return parts;
}

function historyText(history: readonly Job[], look: JobsLook): string {
  const { language, style, width, zone } = look;
  const zh = language === "zh";
  const titles = zh
    ? ["编号", "种类", "触发", "开始", "用时", "状态", "读入", "新增", "拒收"]
    : ["run", "kind", "trigger", "started", "time", "status", "read", "new", "rejected"];
  const anyDegraded = history.some(({ degraded }) => degraded > 0);
  if (anyDegraded) titles.push(zh ? "降级" : "degraded");
  const columns = titles.map(
    (title, i): Column => ({ title, ...(i === 0 || i === 4 || i > 5 ? { align: "right" } : {}), flexible: i === 2 }),
  );
  const rows = history.map((job) => [
    String(job.run),
    kindWord(job.kind, language),
    triggerWord(job.trigger, job.kind, language),
    zone.minuteText(job.startedAt).slice(5),
    duration(job.seconds),
    statusCell(job.status, look),
    exact(job.counts.in),
    exact(job.counts.new),
    exact(job.counts.rejected),
    ...(anyDegraded ? [job.degraded > 0 ? { text: exact(job.degraded), paint: style.yellow } : ""] : []),
  ]);
  const [head = "", ...lines] = table(columns, rows, { style, total: width, indent: 2 }).split("\n");
  const indent = " ".repeat(4);
  const body = history.flatMap((job, i) => [lines[i] ?? "", ...faultLines(job, look, indent, i === 0)]);
  return [style.bold(zh ? "最近的运行" : "Latest runs"), head, ...body].join("\n");
}

/** Why a run failed; what to do only for the latest, the older ones have been dealt with. */
function faultLines(job: Job, { language, style, width }: JobsLook, indent: string, latest: boolean): string[] {
  const told = job.message ? wrap(oneLine(job.message[language]), width - 6) : [];
  const fix = latest && job.fix ? wrap(job.fix[language], width - 6) : [];
  return [
    ...told.map((line, i) => `${indent}${i === 0 ? `${style.red("✗")} ` : "  "}${line}`),
    ...fix.map((line, i) => `${indent}${i === 0 ? `${style.cyan("→")} ` : "  "}${line}`),
  ];
}

/** What runs, what waits, what was: for a person, within the width of the terminal. */
export function jobsText(snapshot: Snapshot, look: JobsLook): string {
  const zh = look.language === "zh";
  const { running, history } = snapshot;
  const waiting = waitingText(snapshot, look);
  const now =
    running.length > 0
      ? running.map((job) => runningText(job, look))
      : [look.style.bold(zh ? "现在没有运行。" : "Nothing is running.")];
  const past = history.length > 0 ? [historyText(history, look)] : [];
  const none =
    running.length === 0 && history.length === 0
      ? [zh ? "还没有运行过：运行 minyi run 开始。" : "There has been no run yet: minyi run makes the first."]
      : [];
  return [now.join("\n\n"), ...(waiting.length > 0 ? [waiting.join("\n")] : []), ...none, ...past].join("\n\n");
}
