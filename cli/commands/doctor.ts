import type { Command } from "commander";
import { EXIT } from "../../core/errors.js";
import { makeCommand } from "../command.js";
import type { Session } from "../session.js";

/** `minyi doctor`: looks at everything that minyi stands on and says how to mend what is broken. */
export function doctorCommand(session: Session): Command {
  return makeCommand<{ json?: boolean }>(session, {
    name: "doctor",
    summary: {
      zh: "检查运行环境、配置和数据，指出改法",
      en: "check environment, configuration and data, and say the fix",
    },
    options: [{ flags: "--json", help: { zh: "输出 JSON", en: "print JSON" } }],
    examples: [
      {
        line: "minyi doctor",
        shows: {
          zh: "逐项检查；有要紧的问题时退出码为 5",
          en: "checks one by one; exit code 5 when something essential is down",
        },
      },
      { line: "minyi doctor --json", shows: { zh: "供监控脚本使用", en: "for monitoring" } },
    ],
    async run(shell, { json }) {
      const { runChecks } = await import("../doctor/checks.js");
      const { doctorJson, doctorText } = await import("../present/doctor.js");
      const checked = await runChecks(() => shell.config(), shell.cwd, shell.clock);
      if (json) shell.out(shell.hide(shell.jsonText(doctorJson(checked, shell.language))));
      else shell.out(shell.hide(doctorText(checked, shell.language, shell.style)));
      if (checked.some(({ findings }) => findings.some(({ level }) => level === "fail"))) {
        shell.setExitCode(EXIT.dependency);
      }
    },
  });
}
