import type { Command } from "commander";
import { EXIT } from "../../core/errors.js";
import { makeCommand } from "../command.js";
import { exact } from "../present/numbers.js";
import type { Session } from "../session.js";
import { withPipeline } from "../with-pipeline.js";

interface ReanalyzeOptions {
  json?: boolean;
}

/** `minyi reanalyze`: understands the stored messages anew, after a change of dictionary, model or program. */
export function reanalyzeCommand(session: Session): Command {
  return makeCommand<ReanalyzeOptions>(session, {
    name: "reanalyze",
    summary: {
      zh: "用现在的词典和模型重新分析库中来件；中断后自动续上",
      en: "analyse the stored messages again with the present dictionaries and models; goes on after any fault",
    },
    details: {
      zh: "换了词典、模型、辖区或升级之后运行。只读文档库里已脱敏的正文，不需要原始文件；变了的才写回，过去数字的变动记入更正记录，热点问题由下一次 minyi run 重新归并。",
      en: "Run it after a change of dictionaries, models or areas, or an upgrade. It reads the masked texts of the store and needs no source; only what has changed is written, changed past figures are logged as restatements, and the next minyi run looks at the hot issues anew.",
    },
    options: [{ flags: "--json", help: { zh: "输出 JSON", en: "print JSON" } }],
    examples: [{ line: "minyi reanalyze", shows: { zh: "重新分析全部来件", en: "analyses all messages again" } }],
    async run(shell, { json }) {
      const signal = shell.interruptible();
      const result = await withPipeline(shell, shell.config(), async (context) => {
        const { reanalyze } = await import("../../pipelines/reanalyze.js");
        const progress = shell.progress();
        try {
          return await reanalyze(context, {
            trigger: "command",
            signal,
            onProgress: ({ documents, share }) => progress.update({ items: documents, label: "reanalyze", share }),
            onWarning: (warning) => {
              progress.stop();
              shell.warn(warning);
            },
          });
        } finally {
          progress.stop();
        }
      });
      if (result === undefined) return;
      const { documents, changed, failed, pending, manifest } = result;
      if (failed + manifest.counts.rejected > 0) shell.setExitCode(EXIT.rejected);
      if (json) return shell.json(result);
      shell.out(
        shell.say({
          zh: `重新分析 ${exact(documents)} 件，其中 ${exact(changed)} 件结果有变，${exact(failed)} 件未能分析、保留原样；${exact(pending)} 件待下次 minyi run 归并热点问题。`,
          en: `${exact(documents)} messages analysed again: ${exact(changed)} came out otherwise, ${exact(failed)} could not be analysed and stay as they were; ${exact(pending)} wait for the next minyi run to look for hot issues.`,
        }),
      );
      if (manifest.status === "interrupted") {
        shell.note({
          zh: "已停下，做完的不会丢失；再次运行同一命令即可续上。",
          en: "Stopped; what is done stays. Run the same command again to go on.",
        });
      }
    },
  });
}
