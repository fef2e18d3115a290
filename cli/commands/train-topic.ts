import type { Command } from "commander";
import { EXIT } from "../../core/errors.js";
import { makeCommand } from "../command.js";
import { openLabelledFile, TEXT_COLUMNS } from "../options/labelled-file.js";
import type { Session } from "../session.js";

interface TrainTopicOptions {
  label: string;
  out: string;
  text?: string;
  title?: string;
  json?: boolean;
}

const MOST_NAMED = 10;

/** `minyi train-topic`: a model of the office's own topics, from messages that it has classified. */
export function trainTopicCommand(session: Session): Command {
  return makeCommand<TrainTopicOptions>(session, {
    name: "train-topic",
    arguments: [
      {
        name: "<file>",
        help: {
          zh: "已分类的 CSV、XLSX、JSONL（可 .gz），- 为标准输入",
          en: "CSV, XLSX, JSONL of classified messages; - for stdin",
        },
      },
    ],
    summary: {
      zh: "用本单位已分类的工单训练主题模型",
      en: "train a model of your own topics from classified messages",
    },
    details: {
      zh: "一到三级分类：一列用 / 或 > 分级，或用逗号给出几列。留出五分之一检验，写出一个模型文件，供 topic.model 使用。",
      en: "One to three levels: in one column divided by / or >, or in several columns. A fifth is kept apart to measure; writes one file for topic.model.",
    },
    options: [
      {
        flags: "--label <column>",
        help: { zh: "分类列；多级可用逗号隔开几列", en: "column of the topics; several levels by commas" },
      },
      { flags: "-o, --out <file>", help: { zh: "模型文件", en: "file of the model" }, default: "office-topic.bin" },
      ...TEXT_COLUMNS,
      { flags: "--json", help: { zh: "输出 JSON", en: "print JSON" } },
    ],
    examples: [
      {
        line: "minyi train-topic 去年工单.xlsx --label 事项分类",
        shows: { zh: "写出 office-topic.bin", en: "writes office-topic.bin" },
      },
      {
        line: "minyi train-topic 工单.csv --label 一级,二级,三级 --out data/topic.bin",
        shows: { zh: "三级分类各占一列", en: "three levels in three columns" },
      },
    ],
    async run(shell, options, [path = "-"]) {
      const [{ readTopicRows }, { trainTopic }, { rareWords, trainReport }] = await Promise.all([
        import("../train-topic/rows.js"),
        import("../train-topic/train-topic.js"),
        import("../train-topic/report.js"),
      ]);
      const { config } = shell.config();
      const file = await openLabelledFile(shell, path, options);
      const progress = shell.progress();
      try {
        const { rows, unlabelled, failed } = await readTopicRows(file, ({ warnings }) => {
          for (const warning of warnings) shell.warn(warning);
        });
        for (const { row, reason } of failed.slice(0, MOST_NAMED)) {
          shell.warn({ zh: `第 ${row} 条：${reason.zh}，未用`, en: `record ${row}: ${reason.en}; left out` });
        }
        if (failed.length > MOST_NAMED) {
          const more = failed.length - MOST_NAMED;
          shell.warn({ zh: `另有 ${more} 条读不出来`, en: `${more} more could not be read` });
        }
        if (unlabelled > 0) {
          shell.warn({
            zh: `${unlabelled} 条没有分类，或缺了上一级，未用`,
            en: `${unlabelled} records without a topic, or without its upper level, were left out`,
          });
        }
        const trained = await trainTopic(rows, {
          out: options.out,
          models: config.models,
          onWarning: (warning) => {
            progress.stop();
            shell.warn(warning);
          },
          onProgress: (share) => progress.update({ items: Math.round(share * rows.length), share }),
        });
        progress.stop();
        for (const words of rareWords(trained)) shell.warn(words);
        if (failed.length > 0) shell.setExitCode(EXIT.rejected);
        if (options.json) return shell.json({ ...trained, unlabelled, failed });
        const { language, style, width } = shell;
        shell.out(trainReport(trained, { language, style, width }));
      } finally {
        progress.stop();
      }
    },
  });
}
