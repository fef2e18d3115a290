import { readFileSync } from "node:fs";
import { Command, Option } from "commander";
import { shipped } from "../core/paths.js";
import { alertsCommand } from "./commands/alerts.js";
import { analyzeCommand } from "./commands/analyze.js";
import { configCommand } from "./commands/config.js";
import { demoCommand } from "./commands/demo.js";
import { doctorCommand } from "./commands/doctor.js";
import { evaluateCommand } from "./commands/evaluate.js";
import { initCommand } from "./commands/init.js";
import { issuesCommand } from "./commands/issues.js";
import { jobsCommand } from "./commands/jobs.js";
import { reanalyzeCommand } from "./commands/reanalyze.js";
import { replayCommand } from "./commands/replay.js";
import { runCommand } from "./commands/run.js";
import { scheduleCommand } from "./commands/schedule.js";
import { searchCommand } from "./commands/search.js";
import { segmentCommand } from "./commands/segment.js";
import { serveCommand } from "./commands/serve.js";
import { storeCommand } from "./commands/store.js";
import { trainTopicCommand } from "./commands/train-topic.js";
import { trendsCommand } from "./commands/trends.js";
import { workerCommand } from "./commands/worker.js";
import { dressHelp } from "./help.js";
import { choice } from "./options/values.js";
import type { Session } from "./session.js";

/** Every command, in the order of the help: one file each, one line here. */
const COMMANDS: readonly ((session: Session) => Command)[] = [
  demoCommand,
  initCommand,
  doctorCommand,
  runCommand,
  jobsCommand,
  serveCommand,
  workerCommand,
  scheduleCommand,
  issuesCommand,
  alertsCommand,
  trendsCommand,
  searchCommand,
  analyzeCommand,
  segmentCommand,
  evaluateCommand,
  trainTopicCommand,
  replayCommand,
  reanalyzeCommand,
  storeCommand,
  configCommand,
];

function version(): string {
  return (JSON.parse(readFileSync(shipped("package.json"), "utf8")) as { version: string }).version;
}

/** The whole command line, in the session's language. */
export function buildProgram(session: Session): Command {
  const zh = session.language === "zh";
  const program = new Command("minyi")
    .description(
      zh
        ? "民意：12345 热线工单和网上留言的分析与监测。第一次使用请运行 minyi demo。"
        : "minyi: analysis and monitoring of 12345 hotline tickets and citizens' messages. New here? Run minyi demo.",
    )
    .version(version(), "-V, --version", zh ? "显示版本号" : "show the version")
    .helpCommand("help [command]", zh ? "显示某个命令的帮助" : "show a command's help");
  dressHelp(program, session);
  const options = [
    new Option(
      "--config <file>",
      zh ? "配置文件，默认当前文件夹的 minyi.yaml" : "configuration file; default: minyi.yaml here",
    ),
    new Option("--lang <zh|en>", zh ? "界面语言" : "language").argParser(choice("--lang", ["zh", "en"])),
    new Option("--quiet", zh ? "不显示进度和说明" : "no progress, no remarks"),
    new Option("--no-color", zh ? "不用颜色（或设 NO_COLOR）" : "no colours (or set NO_COLOR)"),
  ];
  for (const option of options) program.addOption(option);
  for (const make of COMMANDS) program.addCommand(make(session));
  return program;
}
