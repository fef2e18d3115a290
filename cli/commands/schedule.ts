import type { Command } from "commander";
import { UsageError } from "../../core/errors.js";
import { JOBS, type Job } from "../../pipelines/run-options.js";
import type { State } from "../../state/state.js";
import { makeCommand, makeGroup } from "../command.js";
import { choice } from "../options/values.js";
import type { Session } from "../session.js";
import type { Shell } from "../shell.js";
import { withPipeline } from "../with-pipeline.js";

/** Opens the state beside whoever is at work on it, with the default schedules in it, and closes it whatever happens. */
async function withState<T>(shell: Shell, work: (state: State) => Promise<T>): Promise<T> {
  const [{ openState }, { defaultSchedules }] = await Promise.all([
    import("../../state/state.js"),
    import("../../pipelines/schedule/defaults.js"),
  ]);
  const { config } = shell.config();
  const state = openState(config.state.path, { clock: shell.clock, keyPath: config.state.key });
  try {
    state.schedules.addDefaults(defaultSchedules(config.timezone));
    return await work(state);
  } finally {
    state.close();
  }
}

function listCommand(session: Session): Command {
  return makeCommand<{ json?: boolean }>(session, {
    name: "list",
    summary: { zh: "列出定时任务、下次和上次运行", en: "list the schedules, their next and last runs" },
    options: [{ flags: "--json", help: { zh: "输出 JSON", en: "print JSON" } }],
    examples: [{ line: "minyi schedule list", shows: { zh: "看什么时候做什么", en: "shows what is done when" } }],
    async run(shell, { json }) {
      const { nextDue } = await import("../../pipelines/schedule/due.js");
      const now = shell.clock.now();
      const looks = await withState(shell, async ({ schedules, runs }) =>
        schedules.list().map((schedule) => {
          const last = schedule.lastRun === undefined ? undefined : runs.manifest(schedule.lastRun);
          return { schedule, next: nextDue(schedule, now), ...(last && { last }) };
        }),
      );
      if (json) {
        return shell.json({
          schedules: looks.map(({ schedule: { name, job, cron, timezone }, next, last }) => ({
            name,
            job,
            cron,
            timezone,
            next: new Date(next).toISOString(),
            last: last
              ? {
                  run: last.runId,
                  trigger: last.trigger,
                  status: last.status,
                  startedAt: new Date(last.startedAt).toISOString(),
                }
              : null,
          })),
        });
      }
      const { scheduleTable } = await import("../present/schedule-table.js");
      const { language, style, width } = shell;
      shell.out(scheduleTable(looks, { language, style, width, zone: shell.zone(), now }));
    },
  });
}

interface AddOptions {
  job?: Job;
  cron?: string;
  timezone?: string;
}

function addCommand(session: Session): Command {
  return makeCommand<AddOptions>(session, {
    name: "add",
    arguments: [{ name: "<name>", help: { zh: "名称；已有同名的则改为新的", en: "name; an existing one is changed" } }],
    summary: { zh: "添加或修改定时任务", en: "add or change a schedule" },
    details: {
      zh: "任务：collect 采集分析入库；nightly 夜间全套；weekly 每周维护；retention 清理过期数据。由 minyi serve 或 minyi schedule run 执行，修改即时生效。",
      en: "Jobs: collect (collect, analyse, index), nightly (the whole of it), weekly (upkeep), retention (drop what has expired). Done by minyi serve or minyi schedule run; a change takes effect at once.",
    },
    options: [
      {
        flags: "--job <job>",
        help: { zh: `${JOBS.join("、")} 之一`, en: `one of ${JOBS.join(", ")}` },
        parse: choice("--job", JOBS),
      },
      {
        flags: "--cron <pattern>",
        help: { zh: '分 时 日 月 星期，如 "0 2 * * *"', en: 'minute hour day month weekday, e.g. "0 2 * * *"' },
      },
      { flags: "--timezone <zone>", help: { zh: "时区，默认同配置", en: "time zone; default: the configured one" } },
    ],
    examples: [
      {
        line: 'minyi schedule add noon --job collect --cron "30 12 * * 1-5"',
        shows: { zh: "工作日 12:30 采集一次", en: "collects at 12:30 from Monday to Friday" },
      },
    ],
    async run(shell, { job, cron, timezone }, [name = ""]) {
      if (job === undefined || cron === undefined) throw incomplete();
      if (!/^[\p{L}\p{N}_-]{1,40}$/u.test(name)) throw badName(name);
      const zone = timezone ?? shell.config().config.timezone;
      assertZone(zone);
      const { CronPattern } = await import("../../pipelines/schedule/cron.js");
      const next = new CronPattern(cron, zone).next(shell.clock.now()) as number;
      const done = await withState(shell, async ({ schedules }) =>
        schedules.add({ name, job, cron: cron.trim(), timezone: zone }),
      );
      const at = shell.zone().minuteText(next);
      shell.note({
        zh: `${done === "added" ? "已添加" : "已修改"} ${name}，下次运行 ${at}。由 minyi serve 或 minyi schedule run 执行。`,
        en: `${name} was ${done}; its next run is ${at}. It is done by minyi serve or minyi schedule run.`,
      });
    },
  });
}

function incomplete(): UsageError {
  return new UsageError(
    { zh: "需要 --job 和 --cron", en: "--job and --cron are needed" },
    {
      fix: {
        zh: '例如：minyi schedule add night --job nightly --cron "0 2 * * *"（每天 02:00）',
        en: 'E.g. minyi schedule add night --job nightly --cron "0 2 * * *" (02:00 every day)',
      },
    },
  );
}

function badName(name: string): UsageError {
  return new UsageError({
    zh: `名称应为 1 到 40 个字母、汉字、数字、_ 或 -，不能是 ${name}`,
    en: `a name is 1 to 40 letters, digits, _ or -, not ${name}`,
  });
}

function assertZone(zone: string): void {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
  } catch {
    throw new UsageError({
      zh: `没有时区 ${zone}，应为 IANA 名称，如 Asia/Shanghai`,
      en: `there is no time zone ${zone}; an IANA name is expected, e.g. Asia/Shanghai`,
    });
  }
}

function removeCommand(session: Session): Command {
  return makeCommand(session, {
    name: "remove",
    arguments: [{ name: "<name>", help: { zh: "名称", en: "name" } }],
    summary: { zh: "删除定时任务", en: "remove a schedule" },
    examples: [{ line: "minyi schedule remove noon", shows: { zh: "不再执行 noon", en: "noon is done no more" } }],
    async run(shell, _options, [name = ""]) {
      await withState(shell, async ({ schedules }) => {
        const names = schedules.list().map((schedule) => schedule.name);
        if (schedules.remove(name)) return;
        throw new UsageError({
          zh: `没有名为 ${name} 的定时任务，已有：${names.join("、") || "无"}`,
          en: `no schedule is called ${name}; there are: ${names.join(", ") || "none"}`,
        });
      });
      shell.note({ zh: `已删除 ${name}。`, en: `${name} was removed.` });
    },
  });
}

function runCommand(session: Session): Command {
  return makeCommand(session, {
    name: "run",
    summary: { zh: "在前台按时执行，直到被停止", en: "do what is due when it is due, until stopped" },
    details: {
      zh: "错过的只补跑一次。minyi serve 已包含此功能，两者不必同时运行。",
      en: "What was missed is made up for once. minyi serve does the same beside receiving; one of the two is enough.",
    },
    examples: [
      { line: "minyi schedule run", shows: { zh: "由 systemd 等看管即可", en: "to be kept by systemd or the like" } },
    ],
    async run(shell) {
      const loaded = shell.config();
      const signal = shell.untilStopped();
      await withPipeline(shell, loaded, async (context) => {
        const { keepSchedules } = await import("../schedule/keep-schedules.js");
        await keepSchedules(shell, loaded, context, signal);
      });
    },
  });
}

/** `minyi schedule list|add|remove|run`: what is done by itself, and when. */
export function scheduleCommand(session: Session): Command {
  const summary = { zh: "定时任务：查看、添加、删除、执行", en: "schedules: list, add, remove, run" };
  const commands = [listCommand, addCommand, removeCommand, runCommand].map((make) => make(session));
  return makeGroup(session, "schedule", summary, commands);
}
