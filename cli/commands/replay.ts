import type { Command } from "commander";
import { EXIT, UsageError } from "../../core/errors.js";
import type { State } from "../../state/state.js";
import { makeCommand } from "../command.js";
import { repeated } from "../options/values.js";
import type { Session } from "../session.js";
import type { Shell } from "../shell.js";
import { withPipeline } from "../with-pipeline.js";

interface ReplayOptions {
  source?: string;
  list?: boolean;
  drop?: string[];
  json?: boolean;
}

async function list(shell: Shell, state: State, { source, json }: ReplayOptions): Promise<void> {
  const open = state.rejects.list({ status: "open", ...(source && { source }) });
  if (json) return shell.json({ total: open.length, rejects: open });
  const { table } = await import("../present/table.js");
  const { style, width, language } = shell;
  const titles =
    language === "zh"
      ? ["编号", "数据源", "输入", "记录", "字段", "原因"]
      : ["id", "source", "input", "record", "field", "reason"];
  if (open.length === 0)
    return shell.out(shell.say({ zh: "没有待处理的拒收记录。", en: "No rejected record is open." }));
  shell.out(
    table(
      titles.map((title, i) => ({ title, flexible: i === 2 || i === 5 })),
      open.map((r) => [r.id, r.source, r.input, r.row > 0 ? String(r.row) : "–", r.field ?? "", r.reason[language]]),
      { style, total: width },
    ),
  );
}

/** `minyi replay`: brings rejected records back once their cause is mended; lists them, drops them. */
export function replayCommand(session: Session): Command {
  return makeCommand<ReplayOptions>(session, {
    name: "replay",
    summary: {
      zh: "把被拒收的记录重新入库；也可查看、放弃",
      en: "bring rejected records back; also lists and drops them",
    },
    details: {
      zh: "修正原因（列对应、配置）之后运行。整份读不出来的文件不在此列：换好文件后运行 minyi run。",
      en: "Run it once the cause (mapping, configuration) is mended. Files that could not be read at all are not replayed: replace the file and run minyi run.",
    },
    options: [
      { flags: "--source <name>", help: { zh: "只处理这个数据源", en: "only this source" } },
      { flags: "--list", help: { zh: "只列出，不处理", en: "only list them" } },
      {
        flags: "--drop <id>",
        help: { zh: "放弃这条记录；可重复", en: "give this record up; may be repeated" },
        parse: repeated as never,
      },
      { flags: "--json", help: { zh: "输出 JSON", en: "print JSON" } },
    ],
    examples: [
      {
        line: "minyi replay --list",
        shows: { zh: "看看哪些记录被拒收、为什么", en: "which records were rejected, and why" },
      },
      { line: "minyi replay --source board", shows: { zh: "重新处理 board 的记录", en: "tries the board's again" } },
    ],
    async run(shell, options) {
      await withPipeline(shell, shell.config(), async (context) => {
        const { state } = context;
        if (options.list) return list(shell, state, options);
        if (options.drop) {
          for (const id of options.drop) {
            if (state.rejects.get(id) === undefined) {
              throw new UsageError({ zh: `没有编号为 ${id} 的拒收记录`, en: `no reject has the id ${id}` });
            }
          }
          for (const id of options.drop) state.rejects.mark(id, "dropped", 0);
          return shell.note({ zh: `已放弃 ${options.drop.length} 条。`, en: `${options.drop.length} given up.` });
        }
        const { replay } = await import("../../pipelines/replay.js");
        const manifest = await replay(context, {
          trigger: "command",
          ...(options.source && { source: options.source }),
        });
        if (manifest.counts.rejected > 0) shell.setExitCode(EXIT.rejected);
        if (options.json) return shell.json(manifest);
        const { new: added, replaced, unchanged, rejected } = manifest.counts;
        shell.out(
          shell.say({
            zh: `重新入库 ${added + replaced + unchanged} 条（新增 ${added}，更正 ${replaced}，未变 ${unchanged}），仍被拒收 ${rejected} 条。`,
            en: `${added + replaced + unchanged} brought in (${added} new, ${replaced} corrected, ${unchanged} unchanged), ${rejected} still rejected.`,
          }),
        );
      });
    },
  });
}
