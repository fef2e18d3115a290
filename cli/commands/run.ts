import type { Command } from "commander";
import { EXIT, UsageError } from "../../core/errors.js";
import type { Reject } from "../../core/reject.js";
import { makeCommand } from "../command.js";
import { degradedIn } from "../degraded.js";
import type { Log } from "../log.js";
import { momentOf } from "../options/dates.js";
import { repeated } from "../options/values.js";
import type { Session } from "../session.js";
import type { Shell } from "../shell.js";
import { withPipeline } from "../with-pipeline.js";

interface RunOptions {
  source?: string[];
  since?: string;
  follow?: boolean;
  json?: boolean;
}

const SHOWN_REJECTS = 20;

const NOT_WITH_FOLLOW = new UsageError({
  zh: "--follow 不能与 --since、--json 同用",
  en: "--follow goes with neither --since nor --json",
});

/** Tells the first rejects in full and the number of the others; the run goes on meanwhile. */
export async function tellRejects(shell: Shell): Promise<{ tell(reject: Reject): void; close(): number }> {
  const { rejectLine } = await import("../present/reject-list.js");
  let count = 0;
  return {
    tell(reject) {
      count++;
      if (count <= SHOWN_REJECTS) shell.warn(rejectLine(reject));
    },
    close() {
      if (count > SHOWN_REJECTS) {
        const more = count - SHOWN_REJECTS;
        shell.warn({ zh: `还有 ${more} 条被拒收。`, en: `${more} more were rejected.` });
      }
      if (count > 0) {
        shell.note({
          zh: "被拒收的记录已加密保存：minyi replay --list 查看，修正原因后 minyi replay 重新入库。",
          en: "Rejected records are kept encrypted: minyi replay --list shows them; once the cause is mended, minyi replay brings them in.",
        });
      }
      return count;
    },
  };
}

/** `minyi run`: collect, analyse, fold, index; goes on where it was interrupted. */
export function runCommand(session: Session): Command {
  return makeCommand<RunOptions>(session, {
    name: "run",
    summary: {
      zh: "读取数据源，分析并入库；中断后自动续上",
      en: "collect, analyse and index; goes on after any fault",
    },
    options: [
      {
        flags: "--source <name>",
        help: { zh: "只读这个数据源；可重复", en: "only this source; may be repeated" },
        parse: repeated as never,
      },
      {
        flags: "--since <time>",
        help: { zh: "从头重读，但只要这个时间以后的来件", en: "read everything again, but only messages since then" },
      },
      {
        flags: "--follow",
        help: {
          zh: "读完后继续等候，随到随分析，直到 Ctrl+C",
          en: "go on: take what arrives as it arrives, until Ctrl+C",
        },
      },
      { flags: "--json", help: { zh: "输出运行清单（JSON）", en: "print the run's manifest as JSON" } },
    ],
    examples: [
      { line: "minyi run", shows: { zh: "读取所有数据源中新到的来件", en: "reads what is new in every source" } },
      {
        line: "minyi run --source board --since 2024-03-01",
        shows: { zh: "重读 board 三月以来的来件", en: "reads the board's messages since March again" },
      },
    ],
    async run(shell, options) {
      const loaded = shell.config();
      const { sources } = loaded.config;
      if (sources.length === 0) {
        throw new UsageError(
          { zh: "配置里还没有数据源，不知道读什么", en: "no source is configured: nothing to read" },
          {
            fix: {
              zh: "运行 minyi init 写出 minyi.yaml，在 sources 下填上数据文件；想先看看效果，运行 minyi demo。",
              en: "Run minyi init, then name your files under sources in minyi.yaml. To look around first, run minyi demo.",
            },
          },
        );
      }
      for (const name of options.source ?? []) {
        if (sources.some((source) => source.name === name)) continue;
        const names = sources.map((source) => source.name);
        throw new UsageError({
          zh: `没有名为 ${name} 的数据源，已配置的有：${names.join("、")}`,
          en: `no source is called ${name}; configured: ${names.join(", ")}`,
        });
      }
      if (options.follow) {
        if (options.since !== undefined || options.json) throw NOT_WITH_FOLLOW;
        const { followSources } = await import("../serve/follow-sources.js");
        return followSources(shell, loaded, options.source);
      }
      const signal = shell.interruptible();
      const manifest = await withPipeline(shell, loaded, async (context) => {
        const [{ run }, { openLog }, { maskText }] = await Promise.all([
          import("../../pipelines/run.js"),
          import("../log.js"),
          import("../../analyzers/privacy/mask.js"),
        ]);
        const progress = shell.progress();
        const rejects = await tellRejects(shell);
        let log: Log | undefined;
        try {
          const done = await run(context, {
            trigger: "command",
            signal,
            onStart: (runId) => {
              log = openLog(loaded.config.log, { run: String(runId), mask: maskText, secrets: loaded.secrets });
              log.info("run started", { sources: options.source ?? sources.map(({ name }) => name) });
            },
            ...(options.source && { sources: options.source }),
            ...(options.since && { since: momentOf(options.since, "from", shell.zone(), shell.clock.now()) }),
            onProgress: ({ input, share, records }) =>
              progress.update({ items: records, label: input, ...(share !== undefined && { share }) }),
            onWarning: (warning) => {
              progress.stop();
              shell.warn(warning);
              log?.warn(warning.en);
            },
            onReject: (reject) => {
              progress.stop();
              rejects.tell(reject);
              const { source, input, row, line, field, reason } = reject;
              log?.warn("rejected", { source, input, row, line, field, reason: reason.en });
            },
          });
          log?.info("run ended", { status: done.status, counts: done.counts });
          return done;
        } catch (error) {
          log?.error("run failed", { error });
          throw error;
        } finally {
          log?.close();
          progress.stop();
          if (rejects.close() > 0) shell.setExitCode(EXIT.rejected);
        }
      });
      if (manifest === undefined) return;
      for (const { fault } of manifest.steps) {
        if (fault === undefined) continue;
        shell.warn(fault);
        shell.setExitCode(EXIT.rejected);
      }
      if (options.json) {
        // maxRSS is in kilobytes on every platform (libuv).
        return shell.json({
          ...manifest,
          degraded: degradedIn(manifest),
          peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
        });
      }
      const { runReport } = await import("../present/run-report.js");
      const { language, style, width } = shell;
      shell.out(runReport(manifest, { language, style, width }));
    },
  });
}
