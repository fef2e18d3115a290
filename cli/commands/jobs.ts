import { setTimeout as pause } from "node:timers/promises";
import type { Command } from "commander";
import { makeCommand } from "../command.js";
import type { Snapshot } from "../jobs/snapshot.js";
import { wholeNumber } from "../options/values.js";
import type { Session } from "../session.js";
import type { Shell } from "../shell.js";

interface JobsOptions {
  limit: number;
  watch?: boolean;
  json?: boolean;
}

const EVERY = 1000;
/** Wipes the screen; then, at every look: back to the first line, and away with what is left of each line and below. */
const CLEAR = "\u001b[2J";
const HOME = "\u001b[H";
const REST_OF_LINE = "\u001b[K";
const REST_OF_SCREEN = "\u001b[J";

/** Waits; false when the signal came. */
async function waited(signal: AbortSignal): Promise<boolean> {
  await pause(EVERY, undefined, { signal }).catch(() => undefined);
  return !signal.aborted;
}

/** `minyi jobs`: what runs, what waits, what was; reads only, beside whatever is at work. */
export function jobsCommand(session: Session): Command {
  return makeCommand<JobsOptions>(session, {
    name: "jobs",
    summary: {
      zh: "查看正在运行、等待和已结束的任务",
      en: "what is running, waiting and done",
    },
    options: [
      {
        flags: "--limit <n>",
        help: { zh: "最多列出几次已结束的运行", en: "how many ended runs to list" },
        parse: wholeNumber("--limit", 0, 1000) as never,
        default: 10,
      },
      {
        flags: "--watch",
        help: {
          zh: "每秒刷新，按 Ctrl-C 结束；不在终端上时，有变化才输出一行",
          en: "look again every second until Ctrl-C; away from a terminal one line per change",
        },
      },
      { flags: "--json", help: { zh: "输出 JSON", en: "print JSON" } },
    ],
    examples: [
      { line: "minyi jobs", shows: { zh: "现在在做什么，最近做了什么", en: "what is done now, and was done lately" } },
      { line: "minyi jobs --watch", shows: { zh: "一直看着", en: "keeps looking" } },
      {
        line: "minyi jobs --json --limit 1",
        shows: { zh: "供监控脚本判断上一次运行的结果", en: "lets monitoring judge the latest run" },
      },
    ],
    async run(shell, { limit, watch, json }) {
      const { config } = shell.config();
      const { lookAtJobs } = await import("../jobs/look.js");
      const look = (): Promise<Snapshot> => lookAtJobs(config, shell.clock, limit);
      const signal = watch ? shell.untilStopped() : undefined;
      if (json) return showJson(shell, look, signal);
      if (signal && !shell.isTerminal) return showChanges(shell, look, signal);
      return showTables(shell, look, signal);
    },
  });
}

async function showJson(shell: Shell, look: () => Promise<Snapshot>, signal?: AbortSignal): Promise<void> {
  const { jobsJson } = await import("../present/jobs-json.js");
  let said = "";
  do {
    const snapshot = await look();
    // The time alone is no change.
    const text = shell.hide(shell.jsonText(jobsJson(snapshot, shell.language)));
    const key = shell.jsonText(jobsJson({ ...snapshot, at: 0 }, shell.language));
    if (key !== said) await shell.write(`${text}\n`);
    said = key;
  } while (signal && (await waited(signal)));
}

async function showChanges(shell: Shell, look: () => Promise<Snapshot>, signal: AbortSignal): Promise<void> {
  const { changeLines } = await import("../present/jobs-changes.js");
  const { language } = shell;
  let before: Snapshot | undefined;
  do {
    const now = await look();
    for (const line of changeLines(before, now, { language, zone: shell.zone() })) shell.out(shell.hide(line));
    before = now;
  } while (await waited(signal));
}

async function showTables(shell: Shell, look: () => Promise<Snapshot>, signal?: AbortSignal): Promise<void> {
  const { jobsText } = await import("../present/jobs-table.js");
  const { language, style } = shell;
  const text = async (): Promise<string> =>
    shell.hide(jobsText(await look(), { language, style, width: shell.width, zone: shell.zone() }));
  if (!signal) return shell.out(await text());
  await shell.write(CLEAR);
  do {
    const lines = (await text()).split("\n");
    const room = Math.max(5, shell.height - 1);
    const shown = lines.slice(0, room).map((line) => `${line}${REST_OF_LINE}\n`);
    await shell.write(`${HOME}${shown.join("")}${REST_OF_SCREEN}`);
  } while (await waited(signal));
}
