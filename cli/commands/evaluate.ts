import type { Command } from "commander";
import { EXIT } from "../../core/errors.js";
import type { Evaluation } from "../../pipelines/evaluate/evaluate.js";
import { type EvaluationTask, TASKS } from "../../pipelines/evaluate/labels.js";
import { makeCommand } from "../command.js";
import { openLabelledFile, TEXT_COLUMNS } from "../options/labelled-file.js";
import { choice } from "../options/values.js";
import type { Session } from "../session.js";
import type { Shell } from "../shell.js";

interface EvaluateOptions {
  label: string;
  task?: EvaluationTask;
  text?: string;
  title?: string;
  json?: boolean;
}

/** Rows that could not be read and labels that say nothing are named one by one, up to so many. */
const MOST_NAMED = 10;

/** `minyi evaluate`: how the configured analyzers do on a file that people have labelled. */
export function evaluateCommand(session: Session): Command {
  return makeCommand<EvaluateOptions>(session, {
    name: "evaluate",
    arguments: [
      {
        name: "<file>",
        help: {
          zh: "带标签列的 CSV、XLSX、JSONL（可 .gz），- 为标准输入",
          en: "CSV, XLSX, JSONL with labels; - for stdin",
        },
      },
    ],
    summary: { zh: "用自己标注的数据检验分析质量", en: "measure the analysis against labels of your own" },
    details: {
      zh: "按当前配置分析每条留言，与标签列比较：准确率、宏平均 F1、各类精确率和召回率、混淆矩阵、校准误差。不入库。",
      en: "Analyses every message as configured and compares with the labels: accuracy, macro-F1, precision and recall, confusion, calibration. Nothing is stored.",
    },
    options: [
      {
        flags: "--label <column>",
        help: {
          zh: "标签列；多级主题可用逗号隔开几列",
          en: "column of the labels; several levels of a topic by commas",
        },
      },
      {
        flags: "--task <task>",
        help: {
          zh: `检验哪一项：${TASKS.join(" ")}（默认按标签判断）`,
          en: `what the labels say: ${TASKS.join(" ")} (default: told from them)`,
        },
        parse: choice("--task", TASKS) as never,
      },
      ...TEXT_COLUMNS,
      { flags: "--json", help: { zh: "输出 JSON", en: "print JSON" } },
    ],
    examples: [
      {
        line: "minyi evaluate 标注.xlsx --label 情感",
        shows: { zh: "标签为 负面、中性、正面", en: "labels 负面, 中性, 正面" },
      },
      {
        line: "minyi evaluate 工单.csv --label 一级分类 --text 诉求内容 --task topic",
        shows: { zh: "主题一级分类的混淆矩阵", en: "confusion of first-level topics" },
      },
    ],
    async run(shell, options, [path = "-"]) {
      const [{ evaluateFile }, { knownTopics }, { InlineRunner }, { describePlan }, { ownTopics }] = await Promise.all([
        import("../../pipelines/evaluate/evaluate.js"),
        import("../../pipelines/evaluate/known-topics.js"),
        import("../../pipelines/runners/inline.js"),
        import("../../pipelines/run.js"),
        import("../../analyzers/office-topic/model-file.js"),
      ]);
      const { config } = shell.config();
      const file = await openLabelledFile(shell, path, options);
      const topics = knownTopics(config, ownTopics(config.topic.model));
      const signal = shell.interruptible();
      const runner = new InlineRunner(config);
      const progress = shell.progress();
      let items = 0;
      let evaluation: Evaluation;
      try {
        for (const warning of (await describePlan(runner)).warnings) shell.warn(warning);
        evaluation = await evaluateFile(file, runner, {
          task: options.task,
          topics,
          signal,
          onBatch: (batch) => {
            items += batch.items.length;
            for (const warning of batch.warnings) shell.warn(warning);
            progress.update({ items, ...(batch.progress !== undefined && { share: batch.progress }) });
          },
        });
      } finally {
        progress.stop();
        await runner.close();
      }
      if (signal.aborted) return;
      await tellLeftOut(shell, evaluation, topics);
      if (options.json) return shell.json(await jsonOf(evaluation));
      const { evaluationReport } = await import("../evaluate/report.js");
      const { language, style, width } = shell;
      shell.out(evaluationReport(evaluation, { language, style, width }));
    },
  });
}

/** Names what was not measured: unknown labels with what was expected, records that could not be read. */
async function tellLeftOut(
  shell: Shell,
  evaluation: Evaluation,
  topics: readonly (readonly string[])[],
): Promise<void> {
  const { unknown, failed, unlabelled, task } = evaluation;
  if (unknown.length > 0) {
    const { expectedLabels } = await import("../../pipelines/evaluate/evaluate.js");
    const expected = expectedLabels(task, topics);
    for (const { label, rows, first } of unknown.slice(0, MOST_NAMED)) {
      shell.warn({
        zh: `标签「${label}」不认识（第 ${first} 条${rows > 1 ? `等 ${rows} 条` : ""}），未参评`,
        en: `the label "${label}" is unknown (record ${first}${rows > 1 ? ` and ${rows - 1} more` : ""}); left out`,
      });
    }
    shell.warn({ zh: `标签应为：${expected.zh}`, en: `labels expected: ${expected.en}` });
  }
  for (const { row, reason } of failed.slice(0, MOST_NAMED)) {
    shell.warn({ zh: `第 ${row} 条：${reason.zh}，未参评`, en: `record ${row}: ${reason.en}; left out` });
  }
  const more = Math.max(0, failed.length - MOST_NAMED) + Math.max(0, unknown.length - MOST_NAMED);
  if (more > 0) shell.warn({ zh: `另有 ${more} 处未列出`, en: `${more} more are not listed` });
  if (unlabelled > 0) {
    shell.note({
      zh: `${unlabelled} 条没有标签，未参评。`,
      en: `${unlabelled} records without a label were left out.`,
    });
  }
  if (failed.length > 0 || unknown.length > 0) shell.setExitCode(EXIT.rejected);
}

/** The evaluation with every figure, numbers to six digits. */
async function jsonOf(evaluation: Evaluation): Promise<object> {
  const rounded = JSON.stringify(evaluation, (_key, value: unknown) =>
    typeof value === "number" ? Math.round(value * 1e6) / 1e6 : value,
  );
  return JSON.parse(rounded) as object;
}
