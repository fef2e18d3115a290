import type { Command } from "commander";
import { EXIT } from "../../core/errors.js";
import { makeCommand } from "../command.js";
import { DegradedFields } from "../degraded.js";
import { type ColumnMap, MAP_OPTION } from "../options/map.js";
import { choice } from "../options/values.js";
import { openOutput } from "../output.js";
import type { Session } from "../session.js";
import type { Shell } from "../shell.js";

interface AnalyzeOptions {
  map?: ColumnMap;
  output?: string;
  format: "jsonl" | "csv";
}

/** `minyi analyze`: one line per record, in the order of the file, without store or state. */
export function analyzeCommand(session: Session): Command {
  return makeCommand<AnalyzeOptions>(session, {
    name: "analyze",
    arguments: [
      {
        name: "<file>",
        help: {
          zh: "CSV、XLSX、JSONL、TXT（可 .gz），- 为标准输入",
          en: "CSV, XLSX, JSONL, TXT (.gz too); - for stdin",
        },
      },
    ],
    summary: { zh: "逐条分析一个文件，不入库", en: "analyse a file record by record, without a store" },
    details: {
      zh: "每条记录输出一行，顺序不变，一条不少；读不出来的记录输出编号和原因。个人信息一律打码。",
      en: "One line per record, in the order of the file, none left out; a record that cannot be read gives its id and the reason. Personal data is masked.",
    },
    options: [
      MAP_OPTION,
      { flags: "-o, --output <file>", help: { zh: "写入文件", en: "write to a file" } },
      {
        flags: "--format <jsonl|csv>",
        help: { zh: "输出格式", en: "form of the output" },
        parse: choice("--format", ["jsonl", "csv"]) as never,
        default: "jsonl",
      },
    ],
    examples: [
      {
        line: "minyi analyze 工单.xlsx -o 结果.csv --format csv",
        shows: { zh: "结果用表格软件打开", en: "for a spreadsheet" },
      },
      {
        line: "minyi analyze - --map text=正文 id=序号 < 留言.csv",
        shows: { zh: "从标准输入读，指定列名", en: "from stdin, columns named" },
      },
    ],
    async run(shell, { map, output: path, format }, [file = "-"]) {
      const [{ openFile }, { InlineRunner }, { analyzeFile }, { describePlan }, present, { maskText }] =
        await Promise.all([
          import("../../connectors/open-file.js"),
          import("../../pipelines/runners/inline.js"),
          import("../../pipelines/analyze-file.js"),
          import("../../pipelines/run.js"),
          import("../present/analyzed-record.js"),
          import("../../analyzers/privacy/mask.js"),
        ]);
      shell.maskWith(maskText);
      const { config } = shell.config();
      const connector = openFile(file, {
        timezone: config.timezone,
        clock: shell.clock,
        stdin: shell.stdin,
        map: map ?? {},
        defaultCreatedAt: new Date(shell.clock.now()).toISOString(),
      });
      const signal = shell.interruptible();
      const runner = new InlineRunner(config);
      const output = await openOutput(shell, path);
      const progress = shell.progress();
      let items = 0;
      let failed = 0;
      const degraded = new DegradedFields();
      try {
        for (const warning of (await describePlan(runner)).warnings) shell.warn(warning);
        // Spreadsheets take a file for UTF-8 only by its byte order mark.
        if (format === "csv")
          await output.write(`${path === undefined ? "" : "\uFEFF"}${present.csvHeader(shell.language)}`);
        const line = format === "csv" ? present.csvRecord : present.jsonLine;
        const onBatch = ({
          warnings,
          progress: share,
        }: {
          warnings: Parameters<Shell["warn"]>[0][];
          progress?: number;
        }) => {
          for (const warning of warnings) shell.warn(warning);
          progress.update({ items, ...(share !== undefined && { share }) });
        };
        for await (const record of analyzeFile(connector, runner, { map: map ?? {}, signal, onBatch })) {
          items++;
          if ("error" in record) failed++;
          else degraded.add(record.analysis);
          await output.write(line(record, shell.language));
        }
        if (signal.aborted) output.abandon();
        else await output.close();
      } catch (error) {
        output.abandon();
        throw error;
      } finally {
        progress.stop();
        await runner.close();
      }
      const fallbacks = degraded.summary(items);
      if (fallbacks) shell.warn(fallbacks);
      if (failed > 0) {
        shell.setExitCode(EXIT.rejected);
        shell.warn({
          zh: `${items} 条中有 ${failed} 条读不出来。`,
          en: `${failed} of ${items} records could not be read.`,
        });
      }
    },
  });
}
